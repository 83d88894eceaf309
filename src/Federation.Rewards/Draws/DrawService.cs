using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Brands' draws. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class DrawService(
    RewardsDb db, DrawSeal seal, DrawTickets tickets, DrawClosing closing,
    DrawCancelling cancelling, DrawDelivery delivery, TallyReader tallies, PartnerDirectory directory,
    AllianceClock clock,
    PageTokens pages, MemberNames names, TimeProvider time,
    [FromKeyedServices(RewardsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.DrawService.DrawServiceBase
{
    private static readonly TimeSpan RevealDue = TimeSpan.FromDays(7);

    private static RefusalException NotFound(DrawId draw) =>
        new(Refusal.NotFound(ErrorReason.DrawNotFound, draw.ToString()));

    /// <summary>A draw of the calling brand, or of one whose customer the calling member has shown to be. Another
    /// brand's is, to a brand, as if it did not exist.</summary>
    /// <exception cref="RefusalException">DRAW_NOT_FOUND, BRAND_NOT_PROVEN.</exception>
    private static DrawId OwnDraw(Form form, Caller caller, string name)
    {
        var draw = form.Draw(name, "name");
        form.Done();
        if (caller.Member is not null)
            caller.RequireProven(draw.PartnerId, name);
        else if (draw.PartnerId != caller.PartnerId && !caller.IsAllianceAdmin)
            throw NotFound(draw);
        return draw;
    }

    private async Task<DrawRow> GetAsync(DrawId draw, CancellationToken cancel) =>
        await Named(draw).AsNoTracking().SingleOrDefaultAsync(cancel) ?? throw NotFound(draw);

    private IQueryable<DrawRow> Named(DrawId draw) =>
        db.Draws.Where(d => d.PartnerId == draw.PartnerId && d.Id == draw.Id);

    /// <summary>A draw whose tickets are numbered.</summary>
    /// <exception cref="RefusalException">DRAW_NOT_FOUND, DRAW_TOO_EARLY.</exception>
    private async Task<DrawRow> GetClosedAsync(DrawId draw, CancellationToken cancel)
    {
        var row = await GetAsync(draw, cancel);
        return row.State is DrawState.Closed or DrawState.Drawn
            ? row
            : throw (IsOver(row) ? TooLate(row) : TooEarly(row, "its tickets have no numbers before it is closed"));
    }

    private async Task RequireAtWorkAsync(string partner, CancellationToken cancel)
    {
        if (await SuspendedAsync(partner, cancel) is { } suspended)
            throw new RefusalException(suspended);
    }

    private Task<Refusal?> SuspendedAsync(string partner, CancellationToken cancel) =>
        directory.SuspendedAsync(Suspensions.DrawCommands, partner, cancel);

    private Task<ResolveSpendingResponse> ResolveAsync(string partner, string member, CancellationToken cancel) =>
        consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = partner, Member = member }, cancel);

    private static RefusalException TooEarly(DrawRow draw, string why) => new(new Refusal(
        ErrorReason.DrawTooEarly, $"{draw.Name} is {Words(draw.State)}: {why}.").With("state", Words(draw.State)));

    private static RefusalException TooLate(DrawRow draw) => new(new Refusal(
        ErrorReason.DrawTooLate, $"{draw.Name} is {Words(draw.State)} already.").With("state", Words(draw.State)));

    private static string Words(DrawState state) => state.ToString().ToUpperInvariant();

    private static DrawProof ProofOf(DrawTerms terms) => terms.PublicValueName.Length > 0
        ? DrawProof.WithPublicValue
        : DrawProof.WithoutPublicValue;

    /// <summary>Draws as the caller may see them, with their tickets as the books count them.</summary>
    private async Task<List<Draw>> ShownAsync(IReadOnlyList<DrawRow> rows, Caller caller, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var open = rows.Where(r => r.Root is null).ToList();
        var counted = await tallies.ReadAsync([.. open.Select(r => DrawTallies.Tickets(r.Name))], cancel);
        var counts = open.Zip(counted).ToDictionary(o => o.First, o => DrawTallies.CountOf(o.Second));
        return [.. rows.Select(r => ToMessage(r, counts.GetValueOrDefault(r, r.Tickets), now, caller))];
    }

    private async Task<Draw> ShownAsync(DrawRow row, Caller caller, CancellationToken cancel) =>
        (await ShownAsync([row], caller, cancel))[0];

    private Draw ToMessage(DrawRow row, int count, DateTimeOffset now, Caller caller)
    {
        var terms = row.ReadTerms();
        var isDrawn = row.State == DrawState.Drawn;
        var draw = new Draw
        {
            Name = row.Name.ToString(),
            State = row.State,
            Terms = terms,
            Proof = ProofOf(terms),
            Commitment = ByteString.CopyFrom(row.Commitment),
            Tickets = count,
            Root = ByteString.CopyFrom(row.Root ?? []),
            Secret = isDrawn ? ByteString.CopyFrom(seal.Open(row)) : ByteString.Empty,
            PublicValue = isDrawn ? row.PublicValue : "",
            RevealOverdue = row.State is DrawState.Open or DrawState.Closing or DrawState.Closed
                && now > terms.CloseTime.ToDateTimeOffset() + RevealDue,
            Proposer = caller.PartnerId == row.PartnerId ? row.Proposer ?? "" : "",
            CreateTime = row.CreateTime.ToTimestamp(),
            ClosedTime = row.ClosedTime?.ToTimestamp(),
            DrawnTime = row.DrawnTime?.ToTimestamp(),
            CancelReason = row.CancelReason ?? "",
            CancelledTime = row.CancelledTime?.ToTimestamp(),
            RefundsRefused = row.RefundsRefused,
        };
        draw.Rounds.AddRange(row.ReadRounds());
        return draw;
    }
}
