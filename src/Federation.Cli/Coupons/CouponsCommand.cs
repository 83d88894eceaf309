using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation coupons</c>: coupons of a programme.</summary>
internal static class CouponsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "coupons", "Coupons of a programme: who has which, and giving, generating and taking back.")
    {
        List(globals), Show(globals), CouponGiving.Grant(globals), CouponGiving.Claim(globals),
        CouponGenerating.Generate(globals), Void(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption(required: true));
        var (active, limit) = (new Option<bool>("--active"), Globals.Limit());
        active.Description = "Only those that can be used.";
        var command = new ExampleCommand(
            "list", "Lists a member's coupons, those that expire last first.",
            "coupons list 17490 --program aster/main --active")
        {
            member, program, active, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var name = ProgramText.Program(parse.GetValue(program)!).ToString();
            var who = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Coupons.ListCouponsAsync(
                    new ListCouponsRequest
                    {
                        Program = name,
                        Member = who,
                        ActiveOnly = parse.GetValue(active),
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: cancel));
            return session.Show(found, CouponTables.Of(found.Coupons));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var (name, program) = (CouponText.Argument(), ProgramText.ProgramOption(required: false));
        var command = new ExampleCommand(
            "show", "Shows a coupon, by its name or by the code that somebody shows.",
            "coupons show 7K3M-9QXZ-2VTR-5WNC --program aster/main",
            "coupons show coupons/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster")
        {
            name, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var coupon = await CouponText.FindAsync(session, parse.GetValue(name)!, parse.GetValue(program), cancel);
            return session.Show(coupon, CouponTables.Of([coupon]));
        });
        return command;
    }

    private static ExampleCommand Void(Globals globals)
    {
        var (name, program) = (CouponText.Argument(), ProgramText.ProgramOption(required: false));
        var command = new ExampleCommand(
            "void", "Takes a coupon back: it cannot be used any more. What it was used for stays.",
            "coupons void 7K3M-9QXZ-2VTR-5WNC --program aster/main")
        {
            name, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var coupon = await CouponText.NameAsync(session, parse.GetValue(name)!, parse.GetValue(program), cancel);
            var response = await session.Client.Coupons.VoidCouponAsync(
                new VoidCouponRequest { RequestId = session.RequestId, Name = coupon }, cancellationToken: cancel);
            return session.Show(response, CouponTables.Of([response.Coupon]));
        });
        return command;
    }
}
