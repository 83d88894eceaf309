using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Ids in a spelling that looks the same, or that .NET takes for the same.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Spellings()
    {
        foreach (var (said, spell) in new (string Said, Func<string, string> Spell)[]
        {
            ("a blank before it", id => " " + id), ("a blank behind it", id => id + " "),
            ("a line break behind it", id => id + "\n"), ("braces around it", id => "{" + id + "}"),
            ("a no-break space behind it", id => id + "\u00a0"), ("a sign in it", id => "+" + id[1..]),
        })
        {
            yield return Bad($"a request_id with {said}", a => a.Aster.Ledger.EarnAsync(
                new Ledger.V1.EarnRequest(Earning(a.Ann.Name, 1)) { RequestId = spell(Id()) }), "request_id");
            yield return Bad($"a member with {said}",
                a => a.Aster.Ledger.EarnAsync(Earning(Respelt(a.Ann.Name, spell), 1)), "member");
            yield return Bad($"a journal with {said}",
                a => a.Aster.Ledger.RefundAsync(Refunding(Respelt(a.Journals.PartlyRefunded, spell), 1)), "journal");
            yield return Bad($"a hold with {said}",
                a => a.Aster.Ledger.ReleaseAsync(Releasing(Respelt(a.Holds.Open, spell), 1)), "hold");
            yield return Bad($"a payment with {said}",
                a => a.Birch.Exchanges.RefundAsync(GivingBack(Respelt(a.Paid.PartlyRefunded.Name, spell), 1)),
                "exchange");
            yield return Bad($"a request_id in a path with {said}", a => Wire.JsonAsync(
                a, HttpMethod.Get, "/v1/outcomes/" + Uri.EscapeDataString(spell(Id()))), "request_id");
        }
        foreach (var (said, number) in new[]
        {
            ("a blank behind it", "A1 "), ("a blank before it", " A1"), ("an accent of its own", "Ame\u0301lie"),
            ("an accent", "Am\u00e9lie"), ("a letter of another script", "\u04101"),
            ("a space that is not seen", "A\u200b1"),
        })
        {
            yield return Bad($"register a number with {said}", a => a.Aster.Members.RegisterMemberAsync(
                new() { RequestId = Id(), ExternalId = number }), "external_id");
            yield return Bad($"find a number with {said}",
                a => a.Aster.Members.FindMemberAsync(new() { ExternalId = number }), "external_id");
            yield return Bad($"earn for a receipt with {said}", a => a.Aster.Ledger.EarnAsync(
                new Ledger.V1.EarnRequest(Earning(a.Ann.Name, 1)) { ExternalReference = number }),
                "external_reference");
        }
    }

    private static IEnumerable<HostileCall> CoinChanges() =>
    [
        Row("update another brand's coin", PermissionDenied, "NOT_YOURS", a => a.Aster.Coins.UpdateCoinAsync(
            new() { RequestId = Id(), Name = "coins/birch", DisplayCode = "BIRCH2" })),
        Row("update a coin that is not there", NotFound, "COIN_NOT_FOUND", a => a.Aster.Coins.UpdateCoinAsync(
            new() { RequestId = Id(), Name = "coins/nothing", DisplayCode = "NOTHING" })),
        Row("give a coin another's display code", AlreadyExists, "ALREADY_EXISTS", a => a.Aster.Coins.UpdateCoinAsync(
            new() { RequestId = Id(), Name = "coins/aster", DisplayCode = "BIRCH" })),
        Row("update a coin with a token for the books", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Coins.UpdateCoinAsync(
                new() { RequestId = Id(), Name = "coins/aster", NeverExpires = true })),
        Bad("update nothing of a coin",
            a => a.Aster.Coins.UpdateCoinAsync(new() { RequestId = Id(), Name = "coins/aster" }), "name"),
        Bad("a coin that never expires in 5 days", a => a.Aster.Coins.UpdateCoinAsync(new()
        {
            RequestId = Id(), Name = "coins/aster", NeverExpires = true, Expiry = new() { Days = 5 },
        }), "never_expires"),
    ];

    private static string Respelt(string name, Func<string, string> spell)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal) + 1;
        return name[..slash] + spell(name[slash..]);
    }
}
