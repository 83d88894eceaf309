using System.CommandLine;
using System.Globalization;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>That a member was told when coins end: <c>notice</c>.</summary>
internal static class NoticeVerb
{
    public static Command Build(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var ends = new Option<string[]>("--ends")
        {
            Description = "What the member was told: an end, as wallets show it, and how many coins. 1 to 100 of them.",
            HelpName = "TIME=UNITS",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var delivered = new Option<string>("--delivered")
        {
            Description = "When the message was delivered: a day or a moment (UTC) of the last 7 days.",
            HelpName = "TIME",
            Required = true,
        };
        var evidence = new Option<string>("--evidence")
        {
            Description = "What shows that it was: accepted (the default), delivered or read.",
            HelpName = "EVIDENCE",
            DefaultValueFactory = _ => "accepted",
        }.AcceptOnlyFromAmong("accepted", "delivered", "read");
        var message = new Option<string>("--message")
        {
            Description = "Your reference of the message, at most 128 characters; no personal data.",
            HelpName = "REFERENCE",
            Required = true,
        };
        var command = new ExampleCommand(
            "notice", "Records that a member was told when coins end; until then they do not.",
            "notice 17850 aster --ends 2011-12-31=120 --delivered 2011-12-01 --message mail-4711")
        {
            member, coin, ends, delivered, evidence, message,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call => new RecordNoticeRequest
        {
            Wallet = await call.WalletAsync(member, coin),
            Announced = { call.Value(ends)!.Select(EndOf) },
            DeliveredTime = MomentOf(call.Value(delivered)!, "--delivered"),
            Evidence = System.Enum.Parse<NoticeEvidence>(call.Value(evidence)!, ignoreCase: true),
            Message = call.Value(message)!,
        });
    }

    private static Timestamp MomentOf(string text, string what) =>
        Timestamp.FromDateTimeOffset(Moments.Parse(text, what));

    private static AnnouncedCoins EndOf(string text) =>
        text.Split('=') is [var end, var units]
        && long.TryParse(units, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new AnnouncedCoins { ExpireTime = MomentOf(end, "--ends"), Units = count }
            : throw new BadInputException($"--ends: '{text}' is not an end and a number, such as 2011-12-31=120.");
}
