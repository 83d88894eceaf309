using System.Globalization;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Makes coupons of their definitions. Pure.</summary>
internal static class CouponLife
{
    /// <summary>When a coupon that is given now expires: at the end of its last day, or with all of its kind.</summary>
    public static Timestamp ExpireTime(CompiledRuleSet rules, CouponDefinition definition, Timestamp now)
    {
        if (definition.Days == 0)
            return definition.ExpireTime;
        var end = rules.Calendar.StartOf(rules.Calendar.At(now).Day + definition.Days);
        return definition.ExpireTime is { } all && all < end ? all : end;
    }

    /// <summary>The id of a coupon that an order gives: of its decision, so that each try has its own.</summary>
    /// <param name="digest">Of the decision's record.</param>
    /// <param name="award">The place of the award.</param>
    /// <param name="number">Which of the award's coupons.</param>
    public static Guid IdOf(ReadOnlySpan<byte> digest, int award, int number) => Uuids.OfHash(TextHash.Of(
        "coupon", Convert.ToHexStringLower(digest), award.ToString(CultureInfo.InvariantCulture),
        number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The id of a coupon that a request makes: a retry makes the same one.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="requestId">Under which id.</param>
    /// <param name="fingerprint">For what: another content makes other coupons.</param>
    /// <param name="number">Which of its coupons.</param>
    public static Guid IdOf(Principal principal, Guid requestId, byte[] fingerprint, int number) =>
        Uuids.OfHash(TextHash.Of(
            "coupon", principal.Name, requestId.ToString("D"), Convert.ToHexStringLower(fingerprint),
            number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The id of a coupon that another module gives.</summary>
    /// <param name="source">What it is given for.</param>
    /// <param name="program">The programme.</param>
    /// <param name="definition">The id of its definition.</param>
    public static Guid IdOf(string source, ProgramId program, string definition) =>
        Uuids.OfHash(TextHash.Of("coupon", source, program.ToString(), definition));

    /// <summary>The first coupons of an award.</summary>
    /// <param name="order">The order, or the event by its id.</param>
    /// <param name="rules">The rule set that decided.</param>
    /// <param name="record">The decision.</param>
    /// <param name="digest">Of its record.</param>
    /// <param name="award">The place of the award.</param>
    /// <param name="quantity">How many.</param>
    /// <param name="now">Alliance time.</param>
    public static IEnumerable<CouponRow> Given(
        OrderId order, CompiledRuleSet rules, EvaluationRecord record, byte[] digest, int award, int quantity,
        Timestamp now)
    {
        var id = record.Result.Awards[award].Coupons.Definition;
        var definition = record.Terms.Coupons.First(c => c.Id == id);
        for (var number = 0; number < quantity; number++)
            yield return Made(IdOf(digest, award, number), order.Program, rules, definition, now, byJournal: true,
                record.Facts.Member.Id.ToByteArray(), order.Id, byEvent: record.Event is not null);
    }

    /// <param name="id">The coupon's id.</param>
    /// <param name="program">The programme.</param>
    /// <param name="rules">The rule set that defines it.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="byJournal">Whether a journal makes it.</param>
    /// <param name="member">Who gets it; null: whoever shows its code.</param>
    /// <param name="order">The id of the order that gives it, or of the event.</param>
    /// <param name="codeHash">Of its code.</param>
    /// <param name="byEvent">Whether an event gives it.</param>
    public static CouponRow Made(
        Guid id, ProgramId program, CompiledRuleSet rules, CouponDefinition definition, Timestamp now, bool byJournal,
        byte[]? member = null, Guid? order = null, byte[]? codeHash = null, bool byEvent = false) => new()
        {
            Id = id,
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Definition = definition.Id,
            Member = member,
            CodeHash = codeHash,
            Uses = Math.Max(1, definition.Uses),
            RestoreGraceDays = definition.RestoreGraceDays,
            ExpireTime = ExpireTime(rules, definition, now).ToDateTimeOffset(),
            CreateTime = now.ToDateTimeOffset(),
            OrderId = order,
            ByEvent = byEvent,
            ByJournal = byJournal,
        };
}
