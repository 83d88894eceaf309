using Federation.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Says what operators should know of sign-ins by the company's own authority; not without end, since anybody
/// may try.</summary>
internal sealed class AuthorityLog(ILogger<AuthorityLog> logger, TimeProvider time)
{
    private const int Lines = 30;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly LogBudget refused = new(Lines, Period, time);
    private readonly LogBudget away = new(Lines, Period, time);

    public void Refused(string why)
    {
        if (refused.TryTake(out var before))
            Log.AuthorityRefused(logger, why, before);
    }

    public void Away(AuthorityAwayException exception)
    {
        if (away.TryTake(out var before))
            Log.StaffAuthorityAway(logger, exception.Message, before);
    }
}
