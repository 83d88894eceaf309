using System.Diagnostics.Metrics;
using Federation.Errors.V1;
using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

/// <summary>
/// Who was turned away, and why: counted each time, logged at a bounded rate. An operator sees a stolen token that is
/// tried out, a credential that does what it may not, and a secret that is guessed.
/// </summary>
public sealed class AccessLog : IDisposable
{
    private const int LinesPerMinute = 60;
    private const int MaxShown = 100;

    private readonly ILogger<AccessLog> logger;
    private readonly Meter meter = new("Federation.Access");
    private readonly Counter<long> forbidden;
    private readonly Counter<long> unauthenticated;
    private readonly LogBudget forbiddenLines;
    private readonly LogBudget unauthenticatedLines;

    public AccessLog(ILogger<AccessLog> logger, TimeProvider time)
    {
        this.logger = logger;
        forbidden = meter.CreateCounter<long>(
            "access.forbidden", "{call}", "Calls refused for their role, their scope or whose the thing is");
        unauthenticated = meter.CreateCounter<long>(
            "access.unauthenticated", "{call}",
            "Calls and token requests whose bearer or client could not be authenticated");
        forbiddenLines = new LogBudget(LinesPerMinute, TimeSpan.FromMinutes(1), time);
        unauthenticatedLines = new LogBudget(LinesPerMinute, TimeSpan.FromMinutes(1), time);
    }

    /// <summary>Takes note of a refusal, where it is one of these. Others are the caller's own affair.</summary>
    /// <param name="refusal">What the caller is answered.</param>
    /// <param name="caller">Who called; null where nobody was authenticated.</param>
    /// <param name="method">What was called.</param>
    public void Note(Refusal refusal, Caller? caller, string method)
    {
        switch (refusal.Reason)
        {
            case ErrorReason.RoleMissing or ErrorReason.ScopeMissing or ErrorReason.ModuleOnly or ErrorReason.NotYours
                or ErrorReason.SamePerson or ErrorReason.PersonRequired:
                NoteForbidden(refusal.Reason, caller, method);
                break;
            case ErrorReason.TokenMissing or ErrorReason.TokenInvalid or ErrorReason.TokenExpired
                or ErrorReason.AudienceNotAccepted:
                NoteUnauthenticated(Refusal.NameOf(refusal.Reason), client: null, method);
                break;
        }
    }

    /// <summary>Takes note of a client or a bearer who could not be authenticated.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="client">The client that it says it is; nobody has proved it.</param>
    /// <param name="place">Where: a method or an address.</param>
    public void NoteUnauthenticated(string reason, string? client, string place)
    {
        unauthenticated.Add(1, new KeyValuePair<string, object?>("reason", reason));
        if (unauthenticatedLines.TryTake(out var leftOut))
            Log.NotAuthenticated(logger, Shown(place), reason, Shown(client), leftOut);
    }

    private void NoteForbidden(ErrorReason reason, Caller? caller, string method)
    {
        var name = Refusal.NameOf(reason);
        forbidden.Add(1, new KeyValuePair<string, object?>("reason", name));
        if (forbiddenLines.TryTake(out var leftOut))
            Log.CallForbidden(logger, caller?.Principal.Name, caller?.Sender, Shown(method), name, leftOut);
    }

    /// <summary>What a stranger sent, made harmless: no line breaks, nothing invisible, not long.</summary>
    private static string? Shown(string? text) => text is null ? null : string.Create(
        Math.Min(text.Length, MaxShown), text, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = from[i] is > ' ' and <= '~' ? from[i] : '?';
        });

    public void Dispose() => meter.Dispose();
}
