namespace Federation.Programs;

/// <summary>What becomes of the tickets of a draw that an award gives.</summary>
/// <param name="Award">Its place in the evaluation.</param>
/// <param name="Tickets">How many are given now, or taken back now.</param>
/// <param name="Gives">Whether they are given; otherwise they are taken back.</param>
internal sealed record PlannedTickets(int Award, int Tickets, bool Gives);
