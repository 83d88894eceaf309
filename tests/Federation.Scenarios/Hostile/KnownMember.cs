namespace Federation.Scenarios;

/// <summary>A member of a brand and of birch, with codes made before an ending.</summary>
/// <param name="Name">The member as the brand names it.</param>
/// <param name="AtBirch">The same member as birch names it.</param>
internal sealed record KnownMember(string Name, string AtBirch)
{
    public string PayCode { get; init; } = "";

    public string LinkCode { get; init; } = "";
}
