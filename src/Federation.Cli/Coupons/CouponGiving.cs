using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation coupons</c> by which a member gets coupons.</summary>
internal static class CouponGiving
{
    public static ExampleCommand Grant(Globals globals)
    {
        var (member, definition, program) = (MemberArguments.Member(), Definition(),
            ProgramText.ProgramOption(required: true));
        var quantity = new Option<int>("--quantity")
        {
            Description = "How many, 1 to 20.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var command = new ExampleCommand(
            "grant", "Gives a member coupons.", "coupons grant 17490 welcome --program aster/main --quantity 2")
        {
            member, definition, program, quantity,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new GrantCouponsRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Definition = parse.GetValue(definition),
                Quantity = parse.GetValue(quantity),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
            };
            var response = await session.Client.Coupons.GrantCouponsAsync(request, cancellationToken: cancel);
            return session.Show(response, CouponTables.Of(response.Coupons));
        });
        return command;
    }

    public static ExampleCommand Claim(Globals globals)
    {
        var (member, definition, program) = (MemberArguments.Member(), Definition(),
            ProgramText.ProgramOption(required: true));
        var command = new ExampleCommand(
            "claim", "Takes a coupon for a member, as the member would in an app.",
            "coupons claim 17490 ten-off --program aster/main")
        {
            member, definition, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new ClaimCouponRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Definition = parse.GetValue(definition),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
            };
            var response = await session.Client.Coupons.ClaimCouponAsync(request, cancellationToken: cancel);
            return session.Show(response, CouponTables.Of([response.Coupon]));
        });
        return command;
    }

    public static Argument<string> Definition() => new("definition")
    {
        Description = "The coupon's id in the rule set in force, under coupons.",
    };
}
