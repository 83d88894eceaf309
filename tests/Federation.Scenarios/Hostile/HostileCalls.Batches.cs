using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Batches, reads of the books, and the clock.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Batches() =>
    [
        Bad("an empty batch", a => a.Aster.Ledger.BatchAsync(BatchOf(BatchMode.Independent)), "items"),
        Bad("a batch without a mode",
            a => a.Aster.Ledger.BatchAsync(BatchOf(BatchMode.Unspecified, EarnItem(a, 1))), "mode"),
        Bad("a batch of a mode that there is not",
            a => a.Aster.Ledger.BatchAsync(BatchOf((BatchMode)99, EarnItem(a, 1))), "mode"),
        Row("a batch of 501 items", InvalidArgument, "BATCH_TOO_LARGE", a => a.Aster.Ledger.BatchAsync(
            BatchOf(BatchMode.Independent, [.. Enumerable.Range(1, 501).Select(n => EarnItem(a, n))]))),
        Bad("a batch with one request_id twice", a => TwiceAsync(a, id => id), "items[1]"),
        Bad("a batch with one request_id twice, in capitals",
            a => TwiceAsync(a, id => id.ToUpperInvariant()), "items[1]"),
        Row("a batch as an approver", PermissionDenied, "ROLE_MISSING",
            a => a.Approver.Ledger.BatchAsync(BatchOf(BatchMode.Independent, EarnItem(a, 1)))),
        Bad("an item without a command", a => ItemAsync(a.Aster, BatchMode.Independent, 0, new BatchItem()), "command"),
        Bad("an item that earns 0", a => ItemAsync(a.Aster, BatchMode.Independent, 0, EarnItem(a, 0)), "amount.units"),
        Row("an item that earns another brand's coin", PermissionDenied, "NOT_YOURS", a => ItemAsync(
            a.Aster, BatchMode.Independent, 0, new BatchItem { Earn = Earning(a.Ann.Name, 1, "birch") })),
        Row("an item beyond the token's scopes", PermissionDenied, "SCOPE_MISSING",
            a => ItemAsync(a.AsterReader, BatchMode.Independent, 0, EarnItem(a, 1))),
        Row("an item that earns as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => ItemAsync(a.Admin, BatchMode.Independent, 0, EarnItem(a, 1))),
        Row("an item that adjusts as a brand's service", PermissionDenied, "ROLE_MISSING", a => ItemAsync(
            a.AsterService, BatchMode.Independent, 0, new BatchItem { Adjust = Adjusting(a.Ann.Name, 1) })),
        Row("an atomic batch's good item beside one of bad form", Aborted, "BATCH_ABORTED",
            a => ItemAsync(a.Aster, BatchMode.Atomic, 0, EarnItem(a, 1), EarnItem(a, -1))),
        Row("an atomic batch's good item beside one without funds", Aborted, "BATCH_ABORTED", a => ItemAsync(
            a.Aster, BatchMode.Atomic, 0, EarnItem(a, 1), new BatchItem { Redeem = Redeeming(a.Ann.Name, 100_000) })),
        Row("an atomic batch's item without funds", FailedPrecondition, "INSUFFICIENT_COINS", a => ItemAsync(
            a.Aster, BatchMode.Atomic, 1, EarnItem(a, 1), new BatchItem { Redeem = Redeeming(a.Ann.Name, 100_000) })),
        Row("an atomic batch that overflows by its sum", OutOfRange, "AMOUNT_OVERFLOW", a => ItemAsync(
            a.Dune, BatchMode.Atomic, 1, new BatchItem { Redeem = Redeeming(a.Rich, 5, "dune") },
            new BatchItem { Earn = Earning(a.Rich, 6, "dune") })),
    ];

    private static IEnumerable<HostileCall> Reads() =>
    [
        Row("get another brand's wallet of a common member", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.GetWalletAsync(new() { Name = a.Ann.AtBirch + "/wallets/aster" })),
        Row("get a wallet that is not there", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Ledger.GetWalletAsync(new() { Name = a.Fay.Name + "/wallets/aster" })),
        Row("list the wallets of an unknown member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.ListWalletsAsync(new() { Parent = Nobody })),
        Row("list entries of another brand's wallet", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.ListEntriesAsync(new() { Parent = a.Ann.AtBirch + "/wallets/aster" })),
        Bad("list -1 entries", a => a.Aster.Ledger.ListEntriesAsync(
            new() { Parent = a.Ann.Name + "/wallets/aster", PageSize = -1 }), "page_size"),
        Bad("list 1001 entries", a => a.Aster.Ledger.ListEntriesAsync(
            new() { Parent = a.Ann.Name + "/wallets/aster", PageSize = 1001 }), "page_size"),
        Row("list entries with a damaged page token", InvalidArgument, "PAGE_TOKEN_INVALID", a => EntriesAsync(
            a, a.Ann, token => token[..^1] + (token[^1] == '0' ? '1' : '0'))),
        Row("list entries with a page token that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => EntriesAsync(a, a.Ann, _ => "' OR 1=1 --")),
        Row("list entries with half a page token", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => EntriesAsync(a, a.Ann, token => token[..8])),
        Row("list entries with another wallet's page token", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => EntriesAsync(a, a.Bob, token => token)),
        Row("list members with a page token of entries", InvalidArgument, "PAGE_TOKEN_INVALID", async a =>
            await a.Aster.Members.ListMembersAsync(new() { PageToken = await EntriesTokenAsync(a) })),
        Row("list members with another brand's page token", InvalidArgument, "PAGE_TOKEN_INVALID", async a =>
            await a.Birch.Members.ListMembersAsync(
                new() { PageToken = (await a.Aster.Members.ListMembersAsync(new() { PageSize = 1 })).NextPageToken })),
        Row("list another brand's coins with a page token of all coins", InvalidArgument, "PAGE_TOKEN_INVALID",
            async a =>
            await a.Aster.Coins.ListCoinsAsync(new()
            {
                Partner = "partners/birch",
                PageToken = (await a.Aster.Coins.ListCoinsAsync(new() { PageSize = 1 })).NextPageToken,
            })),
        Row("get another brand's journal", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Birch.Ledger.GetJournalAsync(new() { Name = a.Journals.Earn })),
        Row("get the outcome of another brand's command", NotFound, "OUTCOME_NOT_FOUND",
            a => a.Birch.Ledger.GetOutcomeAsync(new() { RequestId = a.Journals.EarnId })),
        Bad("get the outcome of nothing", a => a.Aster.Ledger.GetOutcomeAsync(new()), "request_id"),
        Bad("get no outcomes", a => a.Aster.Ledger.BatchGetOutcomesAsync(new()), "request_ids"),
        Bad("get outcomes by bad ids",
            a => a.Aster.Ledger.BatchGetOutcomesAsync(new() { RequestIds = { Id(), "x" } }), "request_ids[1]"),
        Row("get 1001 outcomes", InvalidArgument, "BATCH_TOO_LARGE", a => a.Aster.Ledger.BatchGetOutcomesAsync(
            new() { RequestIds = { Enumerable.Range(0, 1001).Select(_ => Id()) } })),
        Row("total another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Ledger.GetCoinTotalsAsync(new() { Coin = "coins/birch" })),
        Row("total an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Aster.Ledger.GetCoinTotalsAsync(new() { Coin = "coins/nothing" })),
        Row("check the books as a brand", PermissionDenied, "ROLE_MISSING", a => a.Aster.Ledger.CheckBooksAsync(new())),
    ];

    private static IEnumerable<HostileCall> Clocks() =>
    [
        Row("move the clock as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Clock.AdvanceClockAsync(Moving(4_000_000_000))),
        Row("move the clock backwards", FailedPrecondition, "CLOCK_BACKWARDS",
            a => a.Admin.Clock.AdvanceClockAsync(Moving(1_000_000_000))),
        Bad("move the clock to nowhere", a => a.Admin.Clock.AdvanceClockAsync(new() { RequestId = Id() }), "now"),
        Bad("move the clock past the year 3000", a => a.Admin.Clock.AdvanceClockAsync(Moving(32_503_680_000)), "now"),
        Bad("move the clock by nanoseconds", a => a.Admin.Clock.AdvanceClockAsync(Moving(4_000_000_000, 1)), "now"),
        Bad("move the clock to no moment", a => a.Admin.Clock.AdvanceClockAsync(Moving(long.MaxValue, -1)), "now"),
    ];

    private static AdvanceClockRequest Moving(long seconds, int nanos = 0) =>
        new() { RequestId = Id(), Now = new Timestamp { Seconds = seconds, Nanos = nanos } };

    private static BatchItem EarnItem(HostileAlliance a, long units) => new() { Earn = Earning(a.Ann.Name, units) };

    private static BatchRequest BatchOf(BatchMode mode, params BatchItem[] items) =>
        new() { Mode = mode, Items = { items } };

    private static async Task TwiceAsync(HostileAlliance a, Func<string, string> write)
    {
        var (first, second) = (EarnItem(a, 1), EarnItem(a, 2));
        second.Earn.RequestId = write(first.Earn.RequestId);
        await a.Aster.Ledger.BatchAsync(BatchOf(BatchMode.Independent, first, second));
    }

    /// <summary>Sends a batch, which is answered as such, and throws what one of its items was refused with.</summary>
    private static async Task ItemAsync(
        Client.FederationClient client, BatchMode mode, int index, params BatchItem[] items)
    {
        var response = await client.Ledger.BatchAsync(BatchOf(mode, items));
        Assert.Equal(items.Length, response.Results.Count);
        if (response.Results[index].Refusal is { } refusal)
            throw refusal.ToRpcException();
    }

    private static async Task<string> EntriesTokenAsync(HostileAlliance a)
    {
        var page =
            await a.Aster.Ledger.ListEntriesAsync(new() { Parent = a.Ann.Name + "/wallets/aster", PageSize = 1 });
        Assert.NotEmpty(page.NextPageToken);
        return page.NextPageToken;
    }

    /// <summary>Asks for a member's entries with what became of a token for Ann's.</summary>
    private static async Task EntriesAsync(HostileAlliance a, KnownMember member, Func<string, string> spoil) =>
        await a.Aster.Ledger.ListEntriesAsync(
            new()
            {
                Parent = member.Name + "/wallets/aster",
                PageSize = 1,
                PageToken = spoil(await EntriesTokenAsync(a))
            });
}
