using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>By what the ledger knows corrections. Pure.</summary>
internal static class CorrectionKeys
{
    private const string Counted = "corrections";

    /// <summary>What a line uses up when it is posted, so that it is posted once, by whichever node.</summary>
    public static string LineOf(CorrectionId correction, long line) => string.Create(
        CultureInfo.InvariantCulture, $"corrections/{Uuids.OfHash(TextHash.Of(correction.ToString())):D}/{line}");

    /// <summary>The tally that a member's returns and corrections move, each with the value that it has seen: so that
    /// neither rests on what the other has just changed.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="member">The id by which the brand sees the member.</param>
    public static ByteString FenceOf(ProgramId program, ByteString member) =>
        ProgramTallies.IdOf(program, new TallyKey { Definition = Counted, Per = Per.Member }, null, member);
}
