namespace Federation.Hosting;

/// <summary>What a suspension stops of one RPC.</summary>
/// <param name="Method">The RPC: <c>/federation.ledger.v1.LedgerService/Earn</c>.</param>
/// <param name="Stops">On which sides of it a brand must not be suspended.</param>
public sealed record SuspensionRule(string Method, Sides Stops)
{
    /// <summary>PARTNER_SUSPENDED, or null.</summary>
    /// <param name="directory">What is known of the brands.</param>
    /// <param name="caller">The id of the brand that sends the command; null where it is none.</param>
    /// <param name="source">The id of the issuer of what the member gives, where it is another.</param>
    /// <param name="target">The id of the issuer of what that becomes, where it is another.</param>
    public Refusal? Refuses(
        DirectorySnapshot directory, string? caller, string? source = null, string? target = null) =>
        Of(Sides.Caller, caller, directory) ?? Of(Sides.Source, source, directory)
        ?? Of(Sides.Target, target, directory);

    private Refusal? Of(Sides side, string? partner, DirectorySnapshot directory) =>
        partner is not null && Stops.HasFlag(side) ? directory.Suspended(partner) : null;
}
