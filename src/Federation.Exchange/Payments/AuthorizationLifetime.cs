using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>How long an authorization sets coins aside. A member who showed a pay code was there; by opt-in a till
/// locks the coins of members who are not, so for less time. Pure.</summary>
internal static class AuthorizationLifetime
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static Duration Of(AuthorizeRequest request, ExchangeOptions rules, Form form)
    {
        var byCode = request.PayerCase == AuthorizeRequest.PayerOneofCase.PayCode;
        var (usual, longest) = byCode
            ? (rules.PayCodeAuthorization, rules.LongestPayCodeAuthorization)
            : (rules.OptInAuthorization, rules.LongestOptInAuthorization);
        if (request.Lifetime is not { } asked)
            return Duration.FromTimeSpan(usual);
        form.Check(
            asked.Nanos == 0 && asked.Seconds >= Shortest.TotalSeconds && asked.Seconds <= longest.TotalSeconds,
            "lifetime",
            $"must be a minute to {longest.TotalDays:0.##} days, in whole seconds, "
            + $"{(byCode ? "by a pay code" : "by opt-in")}");
        return asked;
    }
}
