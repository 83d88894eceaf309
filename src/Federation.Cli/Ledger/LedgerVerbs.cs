using System.CommandLine;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>The commands of the ledger as verbs, one by one: what is their own.</summary>
internal static class LedgerVerbs
{
    public static IEnumerable<Command> All(Globals globals) =>
    [
        EarningVerbs.Earn(globals), EarningVerbs.Confirm(globals), EarningVerbs.Clawback(globals),
        EarningVerbs.Adjust(globals),
        SpendingVerbs.Redeem(globals), SpendingVerbs.Refund(globals), SpendingVerbs.Reverse(globals),
        SpendingVerbs.Gift(globals),
        HoldVerbs.Hold(globals), HoldVerbs.Capture(globals), HoldVerbs.Release(globals), HoldVerbs.ExtendHold(globals),
        WalletVerbs.Freeze(globals), WalletVerbs.Unfreeze(globals), WalletVerbs.CloseWallet(globals),
        NoticeVerb.Build(globals),
    ];

    public static Argument<long> Units() =>
        new("units") { Description = "How many coins, in the coin's smallest unit." };

    public static Argument<string> JournalOf(string what) =>
        new("journal") { Description = $"{what}: journals/{{uuid}}, or its uuid." };

    public static Argument<string> HoldArgument() =>
        new("hold") { Description = "The hold: holds/{uuid}, or its uuid." };

    public static Option<long?> Part(string description) =>
        new("--units") { Description = description, HelpName = "UNITS" };

    /// <summary>The part that an option names; all that is left where it was not given.</summary>
    public static (long Units, bool All) PartOf(VerbCall call, Option<long?> part) => call.Value(part) switch
    {
        null => (0, true),
        < 1 => throw new BadInputException("--units: must be at least 1; leave it out for all that is left."),
        { } units => (units, false),
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why: 1 to 64 of a-z, 0-9 and -, for instance goodwill. No personal data.",
        HelpName = "CODE",
        Required = true,
    };

    public static Option<string?> Effective() => new("--effective")
    {
        Description = "When it was, where it is reported late: a day or a moment (UTC) of the last 90 days.",
        HelpName = "TIME",
    };

    public static Option<string?> Merchant() =>
        new("--merchant") { Description = "The till, partners/{p}/merchants/{m}.", HelpName = "NAME" };

    public static Option<string?> OneProvenance()
    {
        var option = new Option<string?>(
            "--provenance")
        { Description = "Where the coins come from. Default: earned." };
        return option.AcceptOnlyFromAmong(Words);
    }

    public static Option<string[]> Provenances()
    {
        var option = new Option<string[]>(
            "--provenance")
        { Description = "Take only such coins; may be given again for more kinds." };
        return option.AcceptOnlyFromAmong(Words);
    }

    public static Provenance ProvenanceOf(string? word) =>
        word is null ? Provenance.Unspecified : System.Enum.Parse<Provenance>(word, ignoreCase: true);

    /// <summary>The moment in an option; none where it was not given.</summary>
    public static Timestamp? Moment(VerbCall call, Option<string?> option) =>
        call.Value(option) is { } text ? Timestamp.FromDateTimeOffset(Moments.Parse(text, option.Name)) : null;

    public static Duration? Length(VerbCall call, Option<string?> option) =>
        call.Value(option) is { } text ? Duration.FromTimeSpan(Moments.Length(text, option.Name)) : null;

    public static CoinAmount Amount(VerbCall call, Argument<string> coin, Argument<long> units) =>
        new() { Coin = ResourceText.Coin(call.Value(coin)), Units = call.Value(units) };

    private static readonly string[] Words = ["promotional", "earned", "purchased"];
}
