using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to the books about where coins come from and when, about guards, dry runs, sweeps, history and
/// streams.</summary>
internal static partial class HostileCalls
{
    /// <summary>Where the sandbox's clock stands.</summary>
    private static readonly DateTimeOffset Now = new(2011, 12, 9, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<HostileCall> Terms() =>
    [
        Bad("earn coins of no provenance", a => EarnAsync(a, r => r.Provenance = (Provenance)9), "provenance"),
        Bad("earn tomorrow", a => EarnAsync(a, r => r.EffectiveTime = At(1)), "effective_time"),
        Bad("earn a quarter of a year ago", a => EarnAsync(a, r => r.EffectiveTime = At(-91)), "effective_time"),
        Bad("earn by nanoseconds", a => EarnAsync(a, r =>
            r.EffectiveTime = new Timestamp { Seconds = At(-1).Seconds, Nanos = 1 }), "effective_time"),
        Bad("redeem tomorrow", a => a.Aster.Ledger.RedeemAsync(
            new RedeemRequest(Redeeming(a.Hal, 1)) { EffectiveTime = At(1) }), "effective_time"),
        Bad("earn for in three years", a => EarnAsync(a, r => r.AvailableTime = At(1095)), "available_time"),
        Bad("earn what was available before it was earned",
            a => EarnAsync(a, r => (r.EffectiveTime, r.AvailableTime) = (At(-1), At(-2))), "available_time"),
        Bad("take coins by hand of one provenance", a => a.Aster.Ledger.AdjustAsync(
            new AdjustRequest(Adjusting(a.Hal, -1)) { Provenance = Provenance.Earned }), "provenance"),
        Bad("redeem one provenance twice", a => a.Aster.Ledger.RedeemAsync(
            new RedeemRequest(Redeeming(a.Hal, 1)) { Provenances = { Provenance.Earned, Provenance.Earned } }),
            "provenances"),
    ];

    private static IEnumerable<HostileCall> Earnings() =>
    [
        Bad("earn on a purchase that is none", a => EarnAsync(a, r => r.Purchase = "journals/x"), "purchase"),
        Row("earn on an unknown purchase", NotFound, "JOURNAL_NOT_FOUND",
            a => EarnAsync(a, r => r.Purchase = UnknownJournal)),
        Row("earn on another member's purchase", NotFound, "JOURNAL_NOT_FOUND",
            a => EarnAsync(a, r => r.Purchase = a.Journals.PartlyRefunded)),
        Row("earn on an earning", NotFound, "JOURNAL_NOT_FOUND", a => EarnAsync(a, r => r.Purchase = a.Holds.Pending)),
        Row("earn on a purchase that was refunded", FailedPrecondition, "ALREADY_UNDONE",
            a => EarnAsync(a, r => (r.Member, r.Purchase) = (a.Gus, a.Journals.WhollyRefunded))),
        Row("claw an unknown earning back", NotFound, "JOURNAL_NOT_FOUND", a => ClawAsync(a, UnknownJournal, 1)),
        Row("claw another member's earning back", NotFound, "JOURNAL_NOT_FOUND", a => ClawAsync(a, a.Journals.Earn, 1)),
        Row("claw more of an earning back than it gave", FailedPrecondition, "REFUND_EXCEEDS_REST",
            a => ClawAsync(a, a.Holds.Pending, 16)),
        Row("claw back what was reversed", FailedPrecondition, "ALREADY_UNDONE",
            a => ClawAsync(a, a.Holds.Cancelled, 1)),
        Bad("claw an earning of a bad name back", a => ClawAsync(a, "journals/", 1), "journal"),
        Row("confirm an unknown earning", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Aster.Ledger.ConfirmAsync(Confirming(UnknownJournal))),
        Row("confirm another brand's earning", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Birch.Ledger.ConfirmAsync(Confirming(a.Holds.Pending))),
        Row("confirm a redemption", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Aster.Ledger.ConfirmAsync(Confirming(a.Journals.WhollyRefunded))),
        Row("confirm what does not wait", FailedPrecondition, "NOT_PENDING",
            a => a.Aster.Ledger.ConfirmAsync(Confirming(a.Journals.Earn))),
        Row("confirm what was cancelled", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Aster.Ledger.ConfirmAsync(Confirming(a.Holds.Cancelled))),
        Row("confirm as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Ledger.ConfirmAsync(Confirming(a.Holds.Pending))),
        Bad("confirm a hold", a => a.Aster.Ledger.ConfirmAsync(Confirming(a.Holds.Open)), "journal"),
    ];

    private static IEnumerable<HostileCall> Guarded() =>
    [
        Row("redeem below what must stay", FailedPrecondition, "MIN_AVAILABLE_NOT_MET",
            a => RedeemAsync(a, new Guards { MinAvailableUnits = 60 })),
        Row("redeem where less may be", FailedPrecondition, "MAX_BALANCE_EXCEEDED",
            a => RedeemAsync(a, new Guards { MaxBalanceUnits = 1 })),
        Row("redeem at another version", Aborted, "VERSION_MISMATCH",
            a => RedeemAsync(a, new Guards { ExpectedVersion = 1 })),
        Bad("redeem with guards below 0", a => RedeemAsync(
            a, new Guards { MinAvailableUnits = -1, MaxBalanceUnits = long.MinValue, ExpectedVersion = -1 }),
            "guards.min_available_units", "guards.max_balance_units", "guards.expected_version"),
    ];

    private static IEnumerable<HostileCall> DryRuns() =>
    [
        Bad("an empty dry run", a => a.Aster.Ledger.DryRunAsync(new DryRunRequest { Mode = BatchMode.Atomic }),
            "items"),
        Bad("a dry run without a mode",
            a => a.Aster.Ledger.DryRunAsync(new DryRunRequest { Items = { EarnItem(a, 1) } }), "mode"),
        Row("a dry run of 501 items", InvalidArgument, "BATCH_TOO_LARGE",
            a => a.Aster.Ledger.DryRunAsync(new DryRunRequest
        { Mode = BatchMode.Independent, Items = { Enumerable.Range(1, 501).Select(n => EarnItem(a, n)) } })),
        Row("a dry run as an approver", PermissionDenied, "ROLE_MISSING", a => a.Approver.Ledger.DryRunAsync(
            new DryRunRequest { Mode = BatchMode.Independent, Items = { EarnItem(a, 1) } })),
        Row("an item that would earn beyond the token's scopes", PermissionDenied, "SCOPE_MISSING",
            a => DryAsync(a.AsterReader, 0, EarnItem(a, 1))),
        Row("an item that would spend what the one before it left", FailedPrecondition, "INSUFFICIENT_COINS",
            a => DryAsync(
            a.Aster, 1, new BatchItem { Redeem = Redeeming(a.Hal, 60) },
            new BatchItem { Redeem = Redeeming(a.Hal, 1) })),
    ];

    private static IEnumerable<HostileCall> Sweeps() =>
    [
        Row("sweep as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Ledger.SweepExpiriesAsync(new() { RequestId = Id() })),
        Row("ask for the sweep as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Ledger.GetSweepStatusAsync(new())),
        Bad("sweep without a name", a => a.Admin.Ledger.SweepExpiriesAsync(new()), "request_id"),
        Bad("sweep -1 wallets", a => a.Admin.Ledger.SweepExpiriesAsync(new() { RequestId = Id(), MaxWallets = -1 }),
            "max_wallets"),
        Bad("sweep 10,001 wallets",
            a => a.Admin.Ledger.SweepExpiriesAsync(new() { RequestId = Id(), MaxWallets = 10_001 }), "max_wallets"),
    ];

    private static IEnumerable<HostileCall> History() =>
    [
        Bad("get a wallet as of tomorrow", a => WalletAsync(a, r => r.AsOfTime = At(1)), "as_of_time"),
        Bad("get a wallet as of the year 1",
            a => WalletAsync(a, r => r.AsOfTime = new Timestamp { Seconds = -62_135_596_800 }), "as_of_time"),
        Bad("get a wallet on no basis", a => WalletAsync(a, r => r.Basis = (TimeBasis)9), "basis"),
        Bad("list entries of a period that ends before it begins", a => a.Aster.Ledger.ListEntriesAsync(
            new() { Parent = a.Ann.Name + "/wallets/aster", StartTime = At(0), EndTime = At(-1) }), "end_time"),
        Row("list entries of another period with a page token", InvalidArgument, "PAGE_TOKEN_INVALID", async a =>
            await a.Aster.Ledger.ListEntriesAsync(new()
            { Parent = a.Ann.Name + "/wallets/aster", PageSize = 1, EndTime = At(0),
                PageToken = await EntriesTokenAsync(a) })),
    ];

    private static IEnumerable<HostileCall> Streams() =>
    [
        Row("open a stream without token", Unauthenticated, "TOKEN_MISSING",
            a => StreamAsync(new LedgerService.LedgerServiceClient(a.Channel), EarnItem(a, 1))),
        Row("open a stream as an approver", PermissionDenied, "ROLE_MISSING",
            a => StreamAsync(a.Approver.Ledger, EarnItem(a, 1))),
        Row("stream the check of the books as a brand", PermissionDenied, "ROLE_MISSING", async a =>
        {
            using var call = a.Aster.Ledger.StreamCheckBooks(new StreamCheckBooksRequest());
            await call.ResponseStream.MoveNext(CancellationToken.None);
        }),
        Bad("stream nothing", a => StreamAsync(a.Aster.Ledger, null), "command"),
        Bad("stream an earning of 0", a => StreamAsync(a.Aster.Ledger, EarnItem(a, 0)), "amount.units"),
        Row("stream an earning of another brand's coin", PermissionDenied, "NOT_YOURS",
            a => StreamAsync(a.Aster.Ledger, new BatchItem { Earn = Earning(a.Ann.Name, 1, "birch") })),
        Row("stream an earning beyond the token's scopes", PermissionDenied, "SCOPE_MISSING",
            a => StreamAsync(a.AsterReader.Ledger, EarnItem(a, 1))),
        Row("stream a redemption without funds", FailedPrecondition, "INSUFFICIENT_COINS",
            a => StreamAsync(a.Aster.Ledger, new BatchItem { Redeem = Redeeming(a.Ann.Name, 100_000) })),
        Row("stream a message larger than a module takes", ResourceExhausted, "MESSAGE_TOO_LARGE", a => StreamAsync(
            a.Aster.Ledger, new BatchItem { Earn = new EarnRequest { ExternalReference = new string('x', 6 << 20) } })),
    ];

    private static Timestamp At(int days) => Now.AddDays(days).ToTimestamp();

    private static async Task EarnAsync(HostileAlliance a, Action<EarnRequest> change)
    {
        var request = Earning(a.Hal, 1);
        change(request);
        await a.Aster.Ledger.EarnAsync(request);
    }

    private static async Task ClawAsync(HostileAlliance a, string earning, long units) =>
        await a.Aster.Ledger.ClawbackAsync(
        new ClawbackRequest { RequestId = Id(), Member = a.Hal, Amount = Of("aster", units), Journal = earning });

    private static ConfirmRequest Confirming(string journal) => new() { RequestId = Id(), Journal = journal };

    private static async Task RedeemAsync(HostileAlliance a, Guards guards) =>
        await a.Aster.Ledger.RedeemAsync(new RedeemRequest(Redeeming(a.Hal, 1)) { Guards = guards });

    private static async Task WalletAsync(HostileAlliance a, Action<GetWalletRequest> change)
    {
        var request = new GetWalletRequest { Name = a.Ann.Name + "/wallets/aster" };
        change(request);
        await a.Aster.Ledger.GetWalletAsync(request);
    }

    /// <summary>Asks what items would come to, and throws what one of them would be refused with.</summary>
    private static async Task DryAsync(Client.FederationClient client, int index, params BatchItem[] items)
    {
        var response =
            await client.Ledger.DryRunAsync(new DryRunRequest { Mode = BatchMode.Independent, Items = { items } });
        Assert.Equal(items.Length, response.Results.Count);
        if (response.Results[index].Refusal is { } refusal)
            throw refusal.ToRpcException();
    }

    /// <summary>Sends one item over a stream, and throws what it, or the stream, was refused with.</summary>
    private static async Task StreamAsync(LedgerService.LedgerServiceClient ledger, BatchItem? item)
    {
        using var call = ledger.StreamCommands();
        // Where the stream is refused, the writing may fail of it; the reading says why.
        await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }));
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        if (call.ResponseStream.Current.Result.Refusal is { } refusal)
            throw refusal.ToRpcException();
    }
}
