namespace Federation.Cli;

/// <summary>What a purchase's payment with coins of another brand came to.</summary>
/// <param name="Exchange">The payment, <c>exchanges/{uuid}</c>.</param>
/// <param name="Redeemed">The till's coins that it redeemed.</param>
internal sealed record Payment(string Exchange, long Redeemed);
