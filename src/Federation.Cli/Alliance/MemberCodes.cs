using System.CommandLine;
using Federation.Accounts.V1;
using Federation.Identity.V1;
using Federation.Types.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation members</c> by which a member comes in, and lets other brands in: links,
/// consents and codes.</summary>
internal static class MemberCodes
{
    public static ExampleCommand LinkCode(Globals globals)
    {
        var member = MemberArguments.Member();
        var command = new ExampleCommand(
            "link-code", "Makes a code that links a member with another brand, once, within minutes.",
            "members link-code 17850 --as aster")
        {
            member,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Members.CreateLinkCodeAsync(
                new CreateLinkCodeRequest { RequestId = session.RequestId, Member = name }, cancellationToken: cancel);
            return session.Show(response, Tables.Of("link code", "good until", "decided before")
                .Row(response.LinkCode, response.ExpireTime, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand SignIn(Globals globals)
    {
        var member = MemberArguments.Member();
        var command = new ExampleCommand(
            "sign-in-link", "Makes a link with which a member opens the wallet in a browser, once, within a minute.",
            "members sign-in-link 17850 --as aster")
        {
            member,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.SignIns.CreateSignInLinkAsync(
                new CreateSignInLinkRequest { RequestId = session.RequestId, Member = name },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("sign-in link", "good until", "decided before")
                .Row(response.Uri, response.ExpireTime, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Link(Globals globals)
    {
        var code = new Argument<string>("code") { Description = "The link code that the member shows." };
        var number = new Argument<string>("number")
        {
            Description = "This brand's own number of the member, 1 to 128 characters.",
        };
        var command = new ExampleCommand(
            "link", "Links the member behind another brand's link code with this brand.",
            "members link 7K3M-9QXZ-2VTR-5WNC 90001 --as birch")
        {
            code, number,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var response = await session.Client.Members.LinkMemberAsync(new LinkMemberRequest
            {
                RequestId = session.RequestId,
                LinkCode = parse.GetValue(code),
                ExternalId = parse.GetValue(number),
            }, cancellationToken: cancel);
            return session.Show(response, MembersCommand.TableOf([response.Member]));
        });
        return command;
    }

    public static ExampleCommand Consent(Globals globals)
    {
        var member = MemberArguments.Member();
        var choice = new Argument<string>("choice")
        {
            Description = "on: the brand's coins may be spent at other linked tills; off: not.",
        };
        choice.AcceptOnlyFromAmong("on", "off");
        var cap = new Option<long?>("--daily-cap")
        {
            Description = "At most so many of each of the brand's coins a day (UTC). Default: no cap.",
            HelpName = "UNITS",
        };
        var command = new ExampleCommand(
            "consent", "Says whether a member's coins of this brand may be spent at other brands' tills.",
            "members consent 17850 on --daily-cap 500 --as aster", "members consent 17850 off --as aster")
        {
            member, choice, cap,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var (enabled, units) = (parse.GetValue(choice) == "on", parse.GetValue(cap));
            if (units is <= 0)
                throw new BadInputException(
                    "--daily-cap must be at least 1. To allow no spending at other brands' tills, say off.");
            if (!enabled && units is not null)
                throw new BadInputException("--daily-cap is given with on, not with off.");
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Members.SetAlliedSpendingAsync(new SetAlliedSpendingRequest
            {
                RequestId = session.RequestId,
                Member = name,
                AlliedSpending = new AlliedSpending { Enabled = enabled, DailyCapUnits = units ?? 0 },
            }, cancellationToken: cancel);
            return session.Show(response, MembersCommand.TableOf([response.Member]));
        });
        return command;
    }

    public static ExampleCommand PayCode(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var maximum =
            new Argument<long>("maximum") { Description = "At most so many of the coin may be taken, at least 1." };
        var merchant = new Option<string?>("--merchant")
        {
            Description = "The only till that may take it, partners/{p}/merchants/{m}. Default: any.",
            HelpName = "NAME",
        };
        var command = new ExampleCommand(
            "pay-code", "Makes a code with which a till is paid once, within minutes, with this brand's coins.",
            "members pay-code 17850 aster 300",
            "members pay-code 17850 aster 300 --merchant partners/birch/merchants/store")
        {
            member, coin, maximum, merchant,
        };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Members.CreatePayCodeAsync(new CreatePayCodeRequest
            {
                RequestId = session.RequestId,
                Member = name,
                Maximum = new CoinAmount
                {
                    Coin = ResourceText.Coin(parse.GetValue(coin)!),
                    Units = parse.GetValue(maximum),
                },
                Merchant = parse.GetValue(merchant) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, Tables.Of("pay code", "good until", "decided before")
                .Row(response.PayCode, response.ExpireTime, response.Replayed));
        });
        return command;
    }
}
