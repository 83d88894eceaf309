using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>A coupon as people name one: by its name, or by its code.</summary>
internal static class CouponText
{
    public static Argument<string> Argument() => new("coupon")
    {
        Description = "coupons/{uuid}; or its code, with --program.",
    };

    public static async Task<Coupon> FindAsync(
        Session session, string text, string? program, CancellationToken cancel)
    {
        if (TryName(text, out var name))
            return (await session.Client.Coupons.GetCouponAsync(
                new GetCouponRequest { Name = name }, cancellationToken: cancel)).Coupon;
        if (program is null)
            throw new BadInputException(
                $"'{text}' is not of the form coupons/{{uuid}}. If it is a code, say with --program of which "
                + "programme.");
        var request = new FindCouponRequest { Program = ProgramText.Program(program).ToString(), Code = text };
        return (await session.Client.Coupons.FindCouponAsync(request, cancellationToken: cancel)).Coupon;
    }

    /// <summary>The coupon's name; asked for where a code was typed.</summary>
    public static async Task<string> NameAsync(
        Session session, string text, string? program, CancellationToken cancel) =>
        TryName(text, out var name) ? name : (await FindAsync(session, text, program, cancel)).Name;

    private static bool TryName(string text, out string name)
    {
        var isName = ResourceNames.TryUuid(text, ResourceNames.Coupons, out var id) || Uuids.TryParse(text, out id);
        name = ResourceNames.Coupon(id);
        return isName;
    }
}
