using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>Reads from the ledger what was counted of a member.</summary>
internal sealed class MemberTallies(TallyReader reader)
{
    /// <param name="program">The programme that counts.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    /// <param name="keys">Tallies of the member, none twice.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyDictionary<TallyKey, long>> ReadAsync(
        ProgramId program, ByteString member, IReadOnlyCollection<TallyKey> keys, CancellationToken cancel)
    {
        var units = await reader.ReadAsync(
            [.. keys.Select(k => ProgramTallies.IdOf(program, k, ByteString.Empty, member))], cancel);
        return keys.Zip(units).ToDictionary(c => c.First, c => c.Second);
    }
}
