using System.Security.Cryptography;
using System.Text;

namespace Federation.Design;

/// <summary>
/// A coin's seal, drawn from its id: the same everywhere and for ever, and nothing that somebody uploads. A motif is
/// one stroke that goes round the centre some times; with twelve colours there are several thousand seals.
/// </summary>
/// <param name="Colour">1 to 12: the class <c>k1</c> to <c>k12</c>.</param>
/// <param name="Motif">A path on a field of 40 by 40, above the centre.</param>
/// <param name="Turns">How often it stands round the centre.</param>
/// <param name="Heart">The radius of what is in the middle, in tenths; 0 where the motif stands there again,
/// smaller and between the others.</param>
/// <param name="IsFilled">Whether that is filled.</param>
public sealed record SealDrawing(int Colour, string Motif, int Turns, int Heart, bool IsFilled)
{
    /// <summary>How many colours there are.</summary>
    public const int Colours = 12;

    // Under this one the four coins of the sample alliance have four colours and four motifs.
    private const string Salt = "799120:";

    private static readonly string[] Motifs =
    [
        "M20 4.5c2.6 3.2 2.6 7.3 0 10.5c-2.6-3.2-2.6-7.3 0-10.5z", // a petal
        "M20 4v9m-1.6-6h3.2", // a ray
        "M20 5l3.2 5.5h-6.4z", // a peak
        "M15.5 7.5q4.5-4 9 0", // a wave
        "M20 5l2.6 3.6-2.6 3.6-2.6-3.6z", // a lozenge
        "M20 15v-5.5m0 0l-2.8-4m2.8 4l2.8-4", // a branch
        "M20 6a2.4 2.4 0 1 0 .1 0zM20 10.8v4", // a berry
        "M16.5 15l3.5-10 3.5 10", // a spike
    ];

    private static readonly int[] Rounds = [5, 6, 7, 8, 9, 10, 11, 12];

    private static readonly int[] Hearts = [0, 22, 32, 42];

    /// <param name="coin">The coin's id, without the prefix of its name.</param>
    public static SealDrawing Of(string coin)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Salt + coin));
        return new SealDrawing(
            (hash[0] % Colours) + 1, Motifs[hash[1] % Motifs.Length], Rounds[hash[2] % Rounds.Length],
            Hearts[hash[3] % Hearts.Length], hash[4] % 2 == 0);
    }

    /// <summary>By how many tenths of a degree a turn is rotated.</summary>
    public int TenthsOfDegree(int turn) => 3600 * turn / Turns;

    /// <summary>The same for the smaller ones in the middle.</summary>
    public int TenthsBetween(int turn) => TenthsOfDegree(turn) + (1800 / Turns);
}
