using Federation.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Web;

/// <summary>Says what operators should know of sign-ins; not without end, since anybody may try.</summary>
internal sealed class SignInLog(ILogger<SignInLog> logger, TimeProvider time)
{
    private const int Lines = 30;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly LogBudget refused = new(Lines, Period, time);
    private readonly LogBudget away = new(Lines, Period, time);

    public void Refused(SignInRefusedException exception)
    {
        if (refused.TryTake(out var before))
            Log.SignInRefused(logger, exception.Message, before);
    }

    public void Away(AuthorityAwayException exception)
    {
        if (away.TryTake(out var before))
            Log.IssuerAway(logger, exception.Message, before);
    }
}
