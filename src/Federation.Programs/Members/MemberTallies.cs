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

    /// <summary>The grants that count: those of people, and those of orders that a journal gave and none took
    /// back.</summary>
    /// <param name="grants">Grants of one member.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyList<TierGrantRow>> CountingAsync(
        IReadOnlyList<TierGrantRow> grants, CancellationToken cancel)
    {
        var given = grants.Where(g => g.OrderId is not null).ToList();
        var units = await reader.ReadAsync([.. given.Select(g => LevelTally.KeyOf(g.Id))], cancel);
        var others = given.Zip(units).Where(g => g.Second != LevelTally.Given).Select(g => g.First.Id).ToHashSet();
        return [.. grants.Where(g => !others.Contains(g.Id))];
    }

    /// <summary>Whether there is or was such a grant.</summary>
    public async Task<bool> WasGivenAsync(TierGrantRow grant, CancellationToken cancel) =>
        grant.OrderId is null || (await reader.ReadAsync([LevelTally.KeyOf(grant.Id)], cancel))[0] > 0;
}
