namespace Federation.Rules;

/// <summary>A rule that gave something, or would.</summary>
internal sealed class GivenRule(CompiledRule rule)
{
    public CompiledRule Rule { get; } = rule;

    /// <summary>What its effects came to; those that came to nothing are left out.</summary>
    public List<Outcome> Outcomes { get; } = [];

    /// <summary>The coupons that it used, by name.</summary>
    public List<string> Coupons { get; } = [];

    /// <summary>How many multiples of a counter it is given for.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Whether a limit of money left less than the effects came to.</summary>
    public bool WasLimited { get; set; }
}
