using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Tickets that other modules give, and take back, in bundles of their own.</summary>
internal sealed class TicketIssueService(RewardsDb db, TallyReader tallies, AllianceClock clock)
    : Internal.V1.TicketIssueService.TicketIssueServiceBase
{
    private const int MostEntries = 16;

    public override async Task<PrepareTicketsResponse> PrepareTickets(
        PrepareTicketsRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var partner = PartnerOf(request.Partner, request.Member, request.Entries, back: false);
        var (counts, draws, now) = await ReadAsync(partner, request.Member, request.Entries, cancel);
        var (response, taken) = (new PrepareTicketsResponse(), new List<TicketEntry>());
        foreach (var entry in request.Entries)
        {
            if (!draws.TryGetValue(entry.Draw, out var draw))
            {
                response.Refusals.Add(Refusal.NameOf(Errors.V1.ErrorReason.DrawNotFound));
                continue;
            }
            var ask = new DrawAsk(draw, draw.ReadTerms(), request.Member, entry.Tickets);
            var (all, own) = counts[entry.Draw];
            var refusal = ask.Refuses(now, all, own);
            response.Refusals.Add(refusal is null ? "" : Refusal.NameOf(refusal.Reason));
            if (refusal is not null)
                continue;
            counts[entry.Draw] = (all + entry.Tickets, own + entry.Tickets);
            taken.Add(entry);
            await db.WriteOnceAsync([RowOf(partner, request.Member, entry)], cancel);
        }
        foreach (var some in taken.GroupBy(e => e.Draw))
        {
            var draw = draws[some.Key];
            response.Changes.AddRange(Changes(draw, request.Member, some.Sum(e => e.Tickets), now));
        }
        response.Consumes.AddRange(taken.Select(ConsumptionOf));
        return response;
    }

    public override async Task<PrepareTicketsBackResponse> PrepareTicketsBack(
        PrepareTicketsBackRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var partner = PartnerOf(request.Partner, request.Member, request.Entries, back: true);
        var (counts, draws, now) = await ReadAsync(partner, request.Member, request.Entries, cancel);
        var (response, taken) = (new PrepareTicketsBackResponse(), new List<TicketEntry>());
        foreach (var entry in request.Entries)
        {
            var draw = draws.GetValueOrDefault(entry.Draw);
            var isCancelled = draw is null or { State: DrawState.Cancelling or DrawState.Cancelled };
            // From the closing time on somebody may know the public value, and could take back what does not win.
            var stays = !isCancelled && (DrawTallies.IsClosed(counts[entry.Draw].All)
                || now >= draw!.ReadTerms().CloseTime.ToDateTimeOffset());
            response.Stay.Add(stays);
            if (isCancelled || stays)
                continue;
            taken.Add(entry);
            await db.WriteOnceAsync([RowOf(partner, request.Member, entry)], cancel);
        }
        foreach (var some in taken.GroupBy(e => e.Draw))
            response.Changes.AddRange(Changes(draws[some.Key], request.Member, -some.Sum(e => e.Tickets), now));
        response.Consumes.AddRange(taken.Select(ConsumptionOf));
        return response;
    }

    private static string PartnerOf(
        string name, string member, RepeatedField<TicketEntry> entries, bool back)
    {
        var form = new Form();
        var partner = form.Partner(name, "partner");
        form.Member(member, "member");
        form.Check(entries.Count is >= 1 and <= MostEntries, "entries", $"must be 1 to {MostEntries}");
        form.Check(
            entries.All(e => e.Tickets is >= 1 and <= DrawForm.MaxTicketsPerEntry && Guid.TryParse(e.Entry, out _)
                && Guid.TryParse(e.Of, out _) == back),
            "entries", $"must be UUIDs of 1 to {DrawForm.MaxTicketsPerEntry} tickets");
        form.Done();
        return partner;
    }

    /// <summary>What the draws and the member have, and then the draws: where entering has ended by the books, the
    /// draw's row says why.</summary>
    private async Task<(Dictionary<string, (long All, long Own)> Counts, Dictionary<string, DrawRow> Draws,
        DateTimeOffset Now)> ReadAsync(
        string partner, string member, IEnumerable<TicketEntry> entries, CancellationToken cancel)
    {
        var ids = entries.Select(e => e.Draw).Distinct(StringComparer.Ordinal).ToList();
        var units = await tallies.ReadAsync(
            [
                .. ids.Select(id => DrawTallies.Tickets(new DrawId(partner, id))),
                .. ids.Select(id => DrawTallies.Member(new DrawId(partner, id), MemberChecks.IdOf(member))),
            ],
            cancel);
        var draws = await db.Draws.AsNoTracking().Where(d => d.PartnerId == partner && ids.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, StringComparer.Ordinal, cancel);
        var counts = ids.Select((id, i) => (id, (units[i], units[ids.Count + i])))
            .ToDictionary(StringComparer.Ordinal);
        return (counts, draws, await clock.NowAsync(cancel));
    }

    /// <summary>How the tickets are counted. After the closing time nothing moves any more.</summary>
    private IEnumerable<TallyChange> Changes(DrawRow draw, string member, int tickets, DateTimeOffset now)
    {
        var terms = draw.ReadTerms();
        var last = clock.SystemTimeOf(terms.CloseTime.ToDateTimeOffset(), now).ToTimestamp();
        yield return new TallyChange
        {
            Tally = DrawTallies.Tickets(draw.Name),
            Add = tickets,
            AtMost = DrawTallies.MaximumTickets,
            NotAfter = last,
        };
        yield return new TallyChange
        {
            Tally = DrawTallies.Member(draw.Name, MemberChecks.IdOf(member)),
            Add = tickets,
            AtMost = terms.TicketsPerMember,
            AtLeast = 0,
        };
    }

    private static Consumption ConsumptionOf(TicketEntry entry) => new()
    {
        Key = DrawTallies.KeyOf(Guid.Parse(entry.Entry)),
        RefusalReason = Refusal.NameOf(Errors.V1.ErrorReason.Contended),
    };

    private static DrawEntryRow RowOf(string partner, string member, TicketEntry entry) => new()
    {
        Id = Guid.Parse(entry.Entry),
        PartnerId = partner,
        DrawId = entry.Draw,
        Member = MemberChecks.IdOf(member).ToByteArray(),
        Tickets = entry.Tickets,
        Of = entry.Of.Length == 0 ? null : Guid.Parse(entry.Of),
        ByRule = true,
    };
}
