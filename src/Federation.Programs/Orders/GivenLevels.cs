using System.Globalization;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>The levels that an order or an event gives. Pure.</summary>
internal static class GivenLevels
{
    /// <summary>The id of a level that an order gives: of its decision, so that each try has its own.</summary>
    /// <param name="digest">Of the decision's record.</param>
    /// <param name="award">The place of the award.</param>
    public static Guid IdOf(ReadOnlySpan<byte> digest, int award) => Uuids.OfHash(TextHash.Of(
        "tier-grant", Convert.ToHexStringLower(digest), award.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The places of the awards that give levels.</summary>
    public static IEnumerable<int> PlacesIn(Evaluation result) =>
        Enumerable.Range(0, result.Awards.Count).Where(place => result.Awards[place].Tier is not null);

    /// <summary>The level of an award.</summary>
    /// <param name="order">The order, or the event by its id.</param>
    /// <param name="record">The decision.</param>
    /// <param name="digest">Of its record.</param>
    /// <param name="place">The place of the award.</param>
    /// <param name="now">Alliance time.</param>
    public static TierGrantRow Of(
        OrderId order, EvaluationRecord record, ReadOnlySpan<byte> digest, int place, Timestamp now)
    {
        var award = record.Result.Awards[place];
        return new TierGrantRow
        {
            Id = IdOf(digest, place),
            PartnerId = order.Program.PartnerId,
            ProgramId = order.Program.Id,
            Member = new Guid(record.Facts.Member.Id.Span, bigEndian: true),
            Scheme = award.Tier.Scheme,
            Level = award.Tier.Level,
            FromDay = Days.Of(award.Tier.FromDate),
            ToDay = Days.Of(award.Tier.ToDate),
            Reason = award.Rule,
            Creator = "",
            CreateTime = now.ToDateTimeOffset(),
            OrderId = order.Id,
            ByEvent = record.Event is not null,
        };
    }
}
