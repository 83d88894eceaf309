namespace Federation.Web;

/// <summary>A pay code with what its page says of it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Coins">The ids of the coins that it is good for.</param>
/// <param name="Units">The most that may be taken: of the one coin, or settlement units where there is a
/// currency.</param>
/// <param name="Currency">Of the most; null where it is in coins.</param>
/// <param name="Shop">The id of the only shop's coin; null: any shop.</param>
public sealed record PayTicket(
    string Code, IReadOnlyList<string> Coins, long Units, string? Currency, string? Shop);
