namespace Federation.Cli;

/// <summary>A brand of the replay, with the two values that its coin has on the replay's board.</summary>
/// <param name="Id">The id of the brand and of its coin.</param>
/// <param name="OnValue">Settlement units that it asks for one of its coins made by an exchange: the on-value.</param>
/// <param name="OffValue">Settlement units that it pays for one of its coins spent elsewhere: the off-value.</param>
internal sealed record Brand(string Id, string DisplayName, string DisplayNameZh, long OnValue, long OffValue)
{
    public string Partner => ResourceNames.Partner(Id);

    public string Coin => ResourceNames.Coin(Id);

    public ProgramId ProgramId => new(Id, ReplayAlliance.ProgramId);

    /// <summary>The name of its programme.</summary>
    public string Program => ProgramId.ToString();

    /// <summary>The brand's only till.</summary>
    public string Merchant => ResourceNames.Merchant(Id, ReplayAlliance.MerchantId);
}
