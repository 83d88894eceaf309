namespace Federation.Design;

/// <summary>A coin at the edge of the matrix.</summary>
/// <param name="Coin">Its id.</param>
/// <param name="Name">Its brand.</param>
public sealed record MatrixCoin(string Coin, string Name);
