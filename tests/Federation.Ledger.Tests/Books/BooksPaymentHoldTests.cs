using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf;

namespace Federation.Ledger.Tests;

/// <summary>The check of the books where payments across brands were set aside, captured in parts, released, and ran
/// out.</summary>
public sealed class BooksPaymentHoldTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>What is changed behind the ledger's back, the check that must find it, and the row that it must
    /// name.</summary>
    private static readonly (string Change, string Check, string Subject)[] Falsifications =
    [
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {payment}", "captured units", "payment"),
        ("UPDATE :undone SET units = 0 WHERE journal_id = {payment}", "captured units", "payment"),
        ("DELETE FROM :undone WHERE journal_id = {payment}", "captured units", "payment"),
        ("UPDATE :undone SET units = units - 1 WHERE journal_id = {small}", "captured units", "small"),
        ("UPDATE :outcomes SET corrects = {small} WHERE id = {part}", "captured units", "payment"),
        ("UPDATE :outcomes SET corrects = {small} WHERE id = {part}", "captured units", "small"),
        ("UPDATE :entries SET units = units + 1 WHERE journal_id = {coinless} AND kind = 4", "captured units", "small"),
        ("DELETE FROM :outcomes WHERE id = {coinless}", "captured units", "small"),
        ("UPDATE :undone SET reversed = FALSE WHERE journal_id = {payment}", "reversal's mark", "payment"),
        ("UPDATE :undone SET reversed = TRUE WHERE journal_id = {small}", "reversal's mark", "small"),
        ("UPDATE :undone SET earnings = 1 WHERE journal_id = {small}", "earnings of a purchase", "small"),
        ("UPDATE :outcomes SET corrects = {earn} WHERE id = {part}", "corrected journal's kind", "part"),
        ("UPDATE :undone SET refunded = refunded + 1 WHERE journal_id = {payment}", "refunded units of a hold",
            "payment"),
        ("UPDATE :undone SET refunded = 8 WHERE journal_id = {small}", "refunded units of a hold", "small"),
        ("DELETE FROM :outcomes WHERE id = {refund}", "refunded units of a hold", "payment"),
        ("UPDATE :entries SET units = -1000 WHERE journal_id = {part} AND kind = 12", "alliance's share", "payment"),
        ("UPDATE :entries SET units = units - 1 WHERE journal_id = {part} AND kind = 12",
            "authorization's Rounding GBP", "payment"),
        ("UPDATE :entries SET units = units - 1 WHERE journal_id = {part} AND kind = 7",
            "authorization's ExchangedOut aster", "payment"),
        ("UPDATE :undone SET refunded = 40 WHERE journal_id = {payment}", "captured units within the authorization",
            "payment"),
        ("UPDATE :outcomes SET until = NULL WHERE id = {payment}", "hold's end", "payment"),
    ];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_AfterPaymentHolds_IsBalanced_AndNamesWhatIsFalsified(DatabaseKind kind)
    {
        await using var story = await TellAsync(kind);
        var whole = await story.CheckAsync();
        Assert.Empty(whole.Discrepancies);
        for (var number = 1L; number <= whole.GroupNumber; number++)
            Assert.Empty((await story.CheckAsync(number, number)).Discrepancies);
        foreach (var (change, check, subject) in Falsifications)
        {
            var found = await BooksCheckTests.CheckAfterAsync(story, kind, change);
            Assert.True(found.Discrepancies.Any(
                d => d.Check == check && d.Subject == $"journals/{story.Ids[subject]:D}"), $"{change}: {found}");
        }
    }

    /// <summary>A payment of two wallets, of which a part is captured before its time passes; and one of a single coin,
    /// taken in parts and given up.</summary>
    private static async Task<BooksStory> TellAsync(DatabaseKind kind)
    {
        var story = await BooksStory.StartAsync(kind);
        await story.PostAsync(story.Of(JournalKind.Earn, "ann", 100), "earn");
        await story.PostAsync(story.Of(JournalKind.Earn, "ann.birch", 50));
        await HoldAsync(story, "payment", new("ann", 60, 72, 10, 8, 9), new("ann.birch", 20, 20, 0, 0, 0));
        await CaptureAsync(story, "payment", "part", units: 30, before: 0);
        await story.AboutAsync(JournalKind.Refund, "part", 7, "refund");
        await HoldAsync(story, "small", new PaymentLeg("ann", 1, 10, 95, 9, 2));
        await CaptureAsync(story, "small", "first", units: 1, before: 0);
        await CaptureAsync(story, "small", "coinless", units: 8, before: 1);
        await story.AboutAsync(JournalKind.Refund, "coinless", 8, "none");
        await story.AboutAsync(JournalKind.Reverse, "first", 0, "reversal");
        await story.AboutAsync(JournalKind.Release, "small", 0, "release");
        await story.ClockAsync(BooksStory.Start.AddDays(2));
        // Whoever comes next to a wallet releases what is held in it: one journal for each.
        await story.PostAsync(story.Of(JournalKind.Redeem, "ann", 1));
        await story.PostAsync(story.Of(JournalKind.Redeem, "ann.birch", 1));
        return story;
    }

    private static async Task HoldAsync(BooksStory story, string name, params PaymentLeg[] terms)
    {
        var posted = await story.PostAsync(
            new Command.HoldPayment(
                WriterFixture.EnvelopeOf(name) with { Detail = PaymentLeg.DetailOf(terms).ToByteArray() },
                [.. terms.Select(
                    t => new Leg(AccountKind.Wallet, story.Key(t.Wallet).Coin, -t.Paid, story.Key(t.Wallet)))],
                TimeSpan.FromDays(1)), name);
        Assert.Null(posted.Refusal);
    }

    private static Task<CommandOutcome> CaptureAsync(
        BooksStory story, string hold, string name, long units, long before) => story.AboutAsync(
        JournalKind.Exchange, hold, units, name, c =>
        (Command.CapturePayment)c with { CapturedBefore = before, KeepsRest = true });
}
