using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The coupons that orders may use.</summary>
internal sealed class CouponBook(ProgramsDb db)
{
    // Those that expire first: the evaluator tries them out.
    private const int MostOfMember = 32;

    /// <summary>The coupons that were shown and, if the order asks for them, the member's own.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="order">The order.</param>
    /// <param name="member">The id by which the brand sees the member; null without one.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>Them, or why the order is refused.</returns>
    public async Task<(Refusal? Refusal, IReadOnlyList<ShownCoupon> Coupons)> OfAsync(
        ProgramId program, Order order, ByteString? member, CancellationToken cancel)
    {
        var coupons = new List<ShownCoupon>();
        var time = order.OrderTime.ToDateTimeOffset();
        var owner = member?.ToByteArray();
        if (order.Codes.Count > 0)
        {
            var found = await FindAsync(program, order.Codes, cancel);
            foreach (var code in order.Codes)
            {
                if (found.GetValueOrDefault(code) is not { } row
                    || (row.Member is { } bearer && !bearer.AsSpan().SequenceEqual(owner)))
                    return (NotFound(code), coupons);
                if (row.ExpireTime <= time)
                    return (new Refusal(ErrorReason.CouponExpired, $"'{code}' expired at {row.ExpireTime:O}.")
                        .With("code", code), coupons);
                if (coupons.TrueForAll(c => c.Row.Id != row.Id))
                    coupons.Add(new ShownCoupon(row, code));
            }
        }
        if (order.AutoCoupons && owner is not null)
        {
            var own = await OfProgram(program)
                .Where(c => c.Member == owner && c.ExpireTime > time).OrderBy(c => c.ExpireTime).ThenBy(c => c.Id)
                .Take(MostOfMember).ToListAsync(cancel);
            coupons.AddRange(own.Where(o => coupons.TrueForAll(c => c.Row.Id != o.Id))
                .Select(o => new ShownCoupon(o, null)));
        }
        return (null, coupons);
    }

    /// <summary>Coupons of a programme by what was shown: a code, or a name. Those that there are not are left
    /// out.</summary>
    public async Task<Dictionary<string, CouponRow>> FindAsync(
        ProgramId program, IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        var ids = new Dictionary<Guid, string>();
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in codes)
            if (ResourceNames.TryUuid(code, ResourceNames.Coupons, out var id))
                ids.TryAdd(id, code);
            else if (Code.TryRead(code, out var read))
                hashes.TryAdd(Convert.ToHexString(read.Hash), code);
        var (names, kept) = (ids.Keys.ToList(), hashes.Keys.Select(Convert.FromHexString).ToList());
        var rows = await OfProgram(program)
            .Where(c => names.Contains(c.Id) || (c.CodeHash != null && kept.Contains(c.CodeHash))).ToListAsync(cancel);
        var found = new Dictionary<string, CouponRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (ids.TryGetValue(row.Id, out var name))
                found[name] = row;
            if (row.CodeHash is { } hash && hashes.TryGetValue(Convert.ToHexString(hash), out var code))
                found[code] = row;
        }
        return found;
    }

    public static Refusal NotFound(string code) =>
        new Refusal(ErrorReason.CouponNotFound, $"'{code}' is no coupon of this member in this programme.")
            .With("code", code);

    private IQueryable<CouponRow> OfProgram(ProgramId program) => db.Coupons.AsNoTracking()
        .Where(c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id);
}
