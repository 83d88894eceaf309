using Federation.Hosting;
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
            [.. keys.Select(k => ProgramTallies.IdOf(program, k, null, member))], cancel);
        return keys.Zip(units).ToDictionary(c => c.First, c => c.Second);
    }

    /// <summary>A member's rows with the grants that count alone: those of people, and of those of orders what the
    /// ledger gave and did not take back. Of a level that many orders gave, those are enough that last
    /// longest.</summary>
    /// <param name="rows">What is written down of the member.</param>
    /// <param name="days">The programme's days for which levels are asked.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<MemberRows> WithCountingGrantsAsync(
        MemberRows rows, IEnumerable<int> days, CancellationToken cancel)
    {
        var levels = new OrderLevels(rows.Grants);
        if (levels.IsEmpty)
            return rows;
        var counting = await GivenAsync(levels.First(), cancel);
        List<int> asked = [.. days, .. rows.Freezes.Select(f => f.FromDay)];
        counting.AddRange(await GivenAsync(levels.Others(asked, counting), cancel));
        return rows with { Grants = [.. rows.Grants.Where(g => g.OrderId is null), .. counting] };
    }

    private async Task<List<TierGrantRow>> GivenAsync(IReadOnlyList<TierGrantRow> grants, CancellationToken cancel)
    {
        var units = await reader.ReadAsync([.. grants.Select(g => LevelTally.KeyOf(g.Id))], cancel);
        return [.. grants.Zip(units).Where(g => g.Second == LevelTally.Given).Select(g => g.First)];
    }

    /// <summary>Whether there is or was such a grant.</summary>
    public async Task<bool> WasGivenAsync(TierGrantRow grant, CancellationToken cancel) =>
        grant.OrderId is null || (await reader.ReadAsync([LevelTally.KeyOf(grant.Id)], cancel))[0] > 0;
}
