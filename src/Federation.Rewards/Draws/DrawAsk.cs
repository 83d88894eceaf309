using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>A member that wants tickets of a draw. Pure. Checked in this order: the window, the member's tickets, the
/// draw's. Whether the member has the coins says the ledger.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Member">The brand's name of the member.</param>
/// <param name="Tickets">How many tickets it wants.</param>
internal sealed record DrawAsk(DrawRow Draw, DrawTerms Terms, string Member, int Tickets)
{
    /// <summary>What counts the draw's tickets.</summary>
    public ByteString TicketsTally { get; } = DrawTallies.Tickets(Draw.Name);

    /// <summary>What counts the member's.</summary>
    public ByteString MemberTally { get; } = DrawTallies.Member(Draw.Name, MemberChecks.IdOf(Member));

    /// <summary>When entering ends, in alliance time.</summary>
    public DateTimeOffset CloseTime { get; } = Terms.CloseTime.ToDateTimeOffset();

    /// <summary>Why the member cannot have them; null if it can.</summary>
    /// <param name="now">Alliance time.</param>
    /// <param name="all">The draw's tally.</param>
    /// <param name="own">The member's tally.</param>
    public Refusal? Refuses(DateTimeOffset now, long all, long own)
    {
        if (Terms.OpenTime?.ToDateTimeOffset() is { } open && now < open)
            return new Refusal(ErrorReason.DrawNotOpen, $"{Draw.Name} opens at {open:O}.")
                .With("open_time", $"{open:O}");
        if (DrawTallies.IsClosed(all))
            return new Refusal(ErrorReason.DrawNotOpen, $"{Draw.Name} is closed or cancelled.")
                .With("close_time", $"{CloseTime:O}");
        if (now >= CloseTime)
            return new Refusal(ErrorReason.DrawNotOpen, $"{Draw.Name} closed at {CloseTime:O}.")
                .With("close_time", $"{CloseTime:O}");
        if (own + Tickets > Terms.TicketsPerMember)
            return new Refusal(
                ErrorReason.DrawTicketsReached,
                $"A member can have {Terms.TicketsPerMember} tickets of {Draw.Name}; this one has {own}.")
                .With("at_most", Terms.TicketsPerMember).With("tickets", own);
        return all + Tickets > DrawTallies.MaximumTickets
            ? new Refusal(
                ErrorReason.DrawFull, $"{Draw.Name} can have {DrawTallies.MaximumTickets} tickets, and has {all}.")
                .With("at_most", DrawTallies.MaximumTickets)
            : null;
    }

    /// <summary>Adds to a request what the ledger books.</summary>
    public void Book(PostBundleRequest bundle, Guid entry)
    {
        var detail = new DrawEntryDetail
        {
            Draw = Draw.Name.ToString(),
            Commitment = ByteString.CopyFrom(Draw.Commitment),
            Tickets = Tickets,
        };
        if (Terms.PriceUnits > 0)
        {
            detail.Price = new CoinAmount { Coin = Terms.Coin, Units = Terms.PriceUnits * Tickets };
            bundle.Commands.Add(
                new BatchItem { Redeem = new RedeemRequest { Member = Member, Amount = detail.Price } });
        }
        bundle.Detail = Any.Pack(detail);
        bundle.Tallies.Add(
            new TallyChange { Tally = TicketsTally, Add = Tickets, AtMost = DrawTallies.MaximumTickets });
        bundle.Tallies.Add(new TallyChange { Tally = MemberTally, Add = Tickets, AtMost = Terms.TicketsPerMember });
        bundle.Consumes.Add(new Consumption
        {
            Key = DrawTallies.KeyOf(entry),
            RefusalReason = Refusal.NameOf(ErrorReason.RequestIdReused),
        });
    }

    /// <summary>What is written before the ledger is asked.</summary>
    public DrawEntryRow RowOf(Guid entry) => new()
    {
        Id = entry,
        PartnerId = Draw.PartnerId,
        DrawId = Draw.Id,
        Member = MemberChecks.IdOf(Member).ToByteArray(),
        Tickets = Tickets,
    };
}
