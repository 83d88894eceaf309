using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Posts lines of an approved correction, each once: the ledger uses up the line's key with it. So a line that
/// was posted by a process that did not live to note it is found, and two nodes do not post it twice.</summary>
/// <param name="db">The module's tables.</param>
/// <param name="consents">Who members are.</param>
/// <param name="posting">The ledger.</param>
/// <param name="correction">The correction.</param>
internal sealed class LinePosting(
    ProgramsDb db, SpendingConsents consents, PostingService.PostingServiceClient posting, CorrectionRow correction)
{
    // As many as the ledger looks up at once.
    private const int MostKeys = 128;
    private const int Attempts = 10;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private readonly OrderCorrections corrections = new(db, posting);

    /// <summary>Posts a line, and notes what became of it.</summary>
    /// <exception cref="RpcException">It cannot be posted now.</exception>
    public async Task PostAsync(CorrectionLineRow line, CancellationToken cancel) =>
        await corrections.NoteAsync(line, await OutcomeAsync(line, cancel), cancel);

    private async Task<LineOutcome> OutcomeAsync(CorrectionLineRow line, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await corrections.FindAsync(line, Options(cancel)) is { } posted)
                return posted;
            try
            {
                return await TryAsync(line, cancel);
            }
            catch (RpcException e) when (Refusal.From(e)?.Reason is { } reason)
            {
                switch (reason)
                {
                    // Somebody has returned goods, or spent coins, since they were read.
                    case ErrorReason.Contended or ErrorReason.InsufficientCoins when attempt < Attempts:
                        continue;
                    case ErrorReason.WalletNotFound or ErrorReason.WalletClosed or ErrorReason.NotLinked
                        or ErrorReason.MemberNotFound or ErrorReason.CoinNotFound or ErrorReason.TooManyLots
                        or ErrorReason.FieldInvalid or ErrorReason.AmountOverflow:
                        return LineOutcome.Refused(Refusal.NameOf(reason));
                    default:
                        throw;
                }
            }
        }
    }

    private async Task<LineOutcome> TryAsync(CorrectionLineRow line, CancellationToken cancel)
    {
        var member = ResourceNames.Members + line.Member.ToString("D");
        var consent = await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = line.PartnerId, Member = member }, cancel);
        if (MemberChecks.Refuses(member, line.PartnerId, consent) is { } refusal)
            return LineOutcome.Refused(Refusal.NameOf(refusal.Reason));
        var fence = CorrectionKeys.FenceOf(correction.Program, MemberChecks.IdOf(member));
        var read = await posting.ReadForPlanAsync(
            new ReadForPlanRequest { MemberId = consent.MemberId, CoinIds = { line.Coin }, Tallies = { fence } },
            Options(cancel));
        // Asked after the fence was read: what comes back from now on is in the way of posting.
        if (await HaveChangedAsync(line, cancel))
            return LineOutcome.Changed;
        var available = read.Wallets.Sum(w => w.AvailableUnits);
        var units = Math.Max(line.Difference, -available);
        var request = Bundle(line, member, units);
        request.Tallies.Add(new TallyChange { Tally = fence, Add = 1, Expected = read.Tallies[0] });
        var booked = await posting.PostBundleAsync(request, Options(cancel));
        return LineOutcome.Posted(booked.Journal.Detail.Unpack<CorrectionDetail>(), booked.Journal.Name);
    }

    private PostBundleRequest Bundle(CorrectionLineRow line, string member, long units)
    {
        var detail = new CorrectionDetail
        {
            Correction = correction.Name.ToString(),
            Line = line.Line,
            Digest = ByteString.CopyFrom(correction.Digest),
            Reason = correction.Reason,
            DifferenceUnits = line.Difference,
            PostedUnits = units,
        };
        var request = new PostBundleRequest
        {
            // A line is posted once because it uses up its key; each attempt decides anew.
            RequestId = Guid.CreateVersion7().ToString("D"),
            Fingerprint = ByteString.CopyFrom(Fingerprint.Of(detail.Correction, detail)),
            Kind = JournalKind.Program,
            ExternalReference = detail.Correction,
            Detail = Any.Pack(detail),
            Consumes =
            {
                new Consumption
                {
                    Key = CorrectionKeys.LineOf(correction.Name, line.Line),
                    RefusalReason = Refusal.NameOf(ErrorReason.Contended),
                },
            },
        };
        // Where there is nothing to give or to take the line is booked all the same, as what its orders come to.
        if (units != 0)
            request.Commands.Add(new BatchItem
            {
                Adjust = new AdjustRequest
                {
                    Member = member,
                    Coin = ResourceNames.Coin(line.Coin),
                    Units = units,
                    ReasonCode = correction.ReasonCode,
                    ExternalReference = detail.Correction,
                },
            });
        return request;
    }

    /// <summary>Whether goods of one of the line's orders have come back since they were compared.</summary>
    private async Task<bool> HaveChangedAsync(CorrectionLineRow line, CancellationToken cancel)
    {
        var orders = await corrections.OrdersOf(line).AsNoTracking()
            .ToDictionaryAsync(o => new OrderId(correction.Program, o.OrderId), o => o.Steps, cancel);
        foreach (var some in orders.Where(o => o.Value < OrderHistory.MostSteps).Chunk(MostKeys))
        {
            var byKey = some.ToDictionary(
                o => OrderKeys.StepOf(o.Key, o.Value), o => o.Key, StringComparer.Ordinal);
            var found = await posting.FindBundlesAsync(
                new FindBundlesRequest { Keys = { byKey.Keys } }, Options(cancel));
            foreach (var order in found.Bundles.Select(b => byKey[b.Key]))
                if (await HasChangedAsync(order, orders[order], cancel))
                    return true;
        }
        return false;
    }

    /// <summary>An order that was reported as delivered meanwhile gives what it gave before.</summary>
    private async Task<bool> HasChangedAsync(OrderId order, int steps, CancellationToken cancel)
    {
        var history = (await OrderBooks.FindAsync(posting, order, Options(cancel)))!;
        var then = history.Steps[steps - 1].Back ?? new OrderBack();
        return history.Steps.Skip(steps)
            .Any(s => s.State == OrderState.Cancelled || !then.Equals(s.Back ?? new OrderBack()));
    }

    /// <summary>In the name of the one who approved it.</summary>
    private CallOptions Options(CancellationToken cancel) => new(
        new Metadata
        {
            { RequestGuard.PrincipalHeader, ResourceNames.Partner(correction.PartnerId) },
            { RequestGuard.ClientHeader, ResourceNames.LastPart(correction.Decider) },
        },
        // gRPC's deadlines are wall-clock times of this process.
        DateTime.UtcNow + CallLimit, cancel);
}
