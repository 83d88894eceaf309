namespace Federation.Ledger.Tests;

/// <summary>Commands are decided.</summary>
internal sealed record Decided(Together Together, IReadOnlyList<Step> Steps) : Happening
{
    public override string ToString() =>
        Together == Together.Each && Steps.Count == 1 ? Steps[0].ToString()
        : $"{Together.ToString().ToLowerInvariant()} {string.Join(" ; ", Steps)}";
}
