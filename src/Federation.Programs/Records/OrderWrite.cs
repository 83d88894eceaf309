namespace Federation.Programs;

/// <summary>What is to be written of an order that is being placed.</summary>
internal abstract record OrderWrite
{
    private OrderWrite()
    {
    }

    /// <summary>The decision, before a journal names it.</summary>
    /// <param name="Record">Its record.</param>
    /// <param name="Coupons">The coupons that the order gives.</param>
    /// <param name="Levels">The levels that it gives.</param>
    public sealed record Decided(
        EvaluationRow Record, IReadOnlyList<CouponRow> Coupons, IReadOnlyList<TierGrantRow> Levels) : OrderWrite;

    /// <summary>That the order was placed.</summary>
    /// <param name="Digest">Of the decision's record.</param>
    /// <param name="Journal">The journal by which it was placed.</param>
    public sealed record Placed(byte[] Digest, Guid Journal) : OrderWrite
    {
        /// <summary>Of a survey what was answered: written with the first note of the journal.</summary>
        public IReadOnlyList<SurveyAnswerRow> Answers { get; init; } = [];
    }

    /// <summary>Nothing: for who waits for what was to be written before.</summary>
    public sealed record Nothing : OrderWrite;
}
