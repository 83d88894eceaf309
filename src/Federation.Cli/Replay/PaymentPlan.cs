namespace Federation.Cli;

/// <summary>A payment to ask for: one of the two records below.</summary>
internal abstract record PaymentPlan
{
    private PaymentPlan()
    {
    }

    /// <summary>So many of another brand's coins are given, for what they are worth.</summary>
    /// <param name="Source">The brand whose coins pay.</param>
    /// <param name="Units">The source coins to pay with.</param>
    public sealed record Give(string Source, long Units) : PaymentPlan;

    /// <summary>So many of the till's coins are had, for as many of another brand's as it takes.</summary>
    /// <param name="Source">The brand whose coins pay.</param>
    /// <param name="Units">The till's coins to get.</param>
    public sealed record Get(string Source, long Units) : PaymentPlan;
}
