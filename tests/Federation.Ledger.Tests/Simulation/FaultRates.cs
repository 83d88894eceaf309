namespace Federation.Ledger.Tests;

/// <summary>How likely each fault is at each step of each call, in a thousand.</summary>
/// <param name="Stall">A message takes seconds.</param>
/// <param name="Transient">The server refuses for another transaction's sake.</param>
/// <param name="LostRequest">The connection is lost before the server gets the request.</param>
/// <param name="LostAnswer">The connection is lost while the server serves, or after.</param>
/// <param name="Crash">The node is gone.</param>
internal sealed record FaultRates(
    int Stall = 0, int Transient = 0, int LostRequest = 0, int LostAnswer = 0, int Crash = 0)
{
    public static readonly FaultRates None = new();
}
