using System.Buffers.Text;
using System.Security.Cryptography;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Offers: a rule set and prices at which an order can be placed for a while. Nothing is stored: an offer is a
/// text with a code that only the alliance can make.</summary>
internal sealed class Offers(AllianceKey key)
{
    /// <summary>How long an offer is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int CodeBytes = HMACSHA256.HashSizeInBytes;
    private readonly byte[] key = key.Derive("offers");

    /// <summary>The offer of what was decided.</summary>
    public (string Text, Timestamp ExpireTime) Make(DecidedOrder decided)
    {
        var content = new OfferContent
        {
            Order = ByteString.CopyFrom(GoodsOf(decided.Order)),
            Tenders = ByteString.CopyFrom(TendersOf(decided.Order)),
            RuleSet = decided.RuleSet.Name.ToString(),
            ExpireTime = decided.Record.Facts.DecideTime + Duration.FromTimeSpan(Lifetime),
            TotalMinorUnits = decided.Result.TotalMinorUnits,
        };
        content.Rules.AddRange(RulesOf(decided.Result));
        var bytes = content.ToByteArray();
        return (Base64Url.EncodeToString([.. HMACSHA256.HashData(key, bytes), .. bytes]), content.ExpireTime);
    }

    /// <summary>Reads an offer for an order.</summary>
    /// <param name="text">The offer.</param>
    /// <param name="program">The programme of the order.</param>
    /// <param name="order">The order.</param>
    /// <exception cref="RefusalException">OFFER_INVALID: it is none, or for something else.</exception>
    public OfferContent Read(string text, ProgramId program, Order order)
    {
        Span<byte> bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length)
            || length <= CodeBytes
            || !CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(key, bytes[CodeBytes..length]), bytes[..CodeBytes]))
            throw Invalid("The text is no offer, or it was changed.");
        var content = OfferContent.Parser.ParseFrom(bytes[CodeBytes..length]);
        if (RuleSetId.Parse(content.RuleSet).Program != program)
            throw Invalid("The offer is of another programme.");
        if (!content.Order.Span.SequenceEqual(GoodsOf(order)))
            throw Invalid("The order is not the one that the offer was made for; only its tenders may differ.");
        return content;
    }

    /// <summary>Why an order cannot be placed by an offer; null if it can.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="decided">What is true now.</param>
    public static Refusal? Refuses(OfferContent offer, DecidedOrder decided)
    {
        var sameTenders = offer.Tenders.Span.SequenceEqual(TendersOf(decided.Order));
        var (offered, given) = (ByRule(offer.Rules), ByRule(RulesOf(decided.Result)));
        var gone = offered.Keys.Union(given.Keys, StringComparer.Ordinal)
            .Where(rule => !offered.GetValueOrDefault(rule).Equals(given.GetValueOrDefault(rule)))
            .Order(StringComparer.Ordinal).ToList();
        if (gone.Count == 0 && offer.TotalMinorUnits == decided.Result.TotalMinorUnits)
            return null;
        return new Refusal(
            ErrorReason.OfferGone,
            $"What was offered is no longer to be had; now other is given by: {string.Join(' ', gone)}.")
            .With("rules", string.Join(' ', gone)).With("total_minor_units", decided.Result.TotalMinorUnits);

        Dictionary<string, (long, long, long)> ByRule(IEnumerable<OfferedRule> rules) => rules.ToDictionary(
            r => r.Rule, r => (r.MinorUnits, sameTenders ? r.CoinUnits : 0, r.Things), StringComparer.Ordinal);
    }

    private static IEnumerable<OfferedRule> RulesOf(Evaluation result) =>
        from award in result.Awards
        group award by award.Rule into awards
        select new OfferedRule
        {
            Rule = awards.Key,
            MinorUnits = awards.Sum(a => a.DiscountMinorUnits),
            CoinUnits = awards.Sum(a => a.Coins?.Units ?? 0),
            Things = awards.Sum(a => (long)(a.Item?.Quantity ?? 0) + (a.Coupons?.Quantity ?? 0)
                + (a.Tier is null ? 0 : 1)),
        };

    private static byte[] GoodsOf(Order order)
    {
        var goods = order.Clone();
        goods.Tenders.Clear();
        return Fingerprint.Of("federation/offer/1", goods);
    }

    private static byte[] TendersOf(Order order) =>
        Fingerprint.Of("federation/offer/1", new Order { Tenders = { order.Tenders } });

    private static RefusalException Invalid(string why) => new(ErrorReason.OfferInvalid, why);
}
