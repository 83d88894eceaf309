using Federation.Ledger.Internal.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>
/// What the ledger counts of a level that an order gives, in one number: 0 before a journal has given it, 1 while it
/// counts, 2 once it is taken back, which is for ever. So giving it and taking it back are each one move, in the commit
/// of the order's step. Pure.
/// </summary>
internal static class LevelTally
{
    /// <summary>The number of a level that counts.</summary>
    public const long Given = 1;

    private const long TakenBack = 2;

    /// <summary>The ledger's name of the number.</summary>
    /// <param name="id">The grant's id.</param>
    public static ByteString KeyOf(Guid id) =>
        ByteString.CopyFrom(TextHash.Of("tier-grant", id.ToString("D")), 0, 16);

    /// <summary>A journal gives it.</summary>
    public static TallyChange Give(Guid id) => new() { Tally = KeyOf(id), Add = Given, Expected = 0 };

    /// <summary>A journal takes it back.</summary>
    public static TallyChange TakeBack(Guid id) => new() { Tally = KeyOf(id), Set = TakenBack, Expected = Given };
}
