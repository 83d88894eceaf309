using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>Programmes with a rule set that was wrong, <c>ruleSets/1</c>, and the one that should have been in force,
/// <c>ruleSets/2</c>; and their corrections.</summary>
internal static class CorrectionsMade
{
    /// <summary>One coin of the brand's for each so many minor units.</summary>
    public static RuleSetTerms Terms(string brand, long perMinorUnits)
    {
        var terms = ProgramsMade.Terms(brand);
        terms.Rules[0].Effects[0].Earn.PerMinorUnits = perMinorUnits;
        return terms;
    }

    /// <summary>A programme whose wrong rule set is in force, and whose right one is approved; its name.</summary>
    public static async Task<string> WrongAsync(
        string brand, string id, FederationClient first, FederationClient second, RuleSetTerms wrong,
        RuleSetTerms right)
    {
        var program = $"partners/{brand}/programs/{id}";
        await first.Programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + brand,
            ProgramId = id,
            Title = new LocalizedText { En = "Club" },
        });
        foreach (var terms in new[] { wrong, right })
        {
            var name = (await first.Programs.CreateRuleSetAsync(
                new() { RequestId = RequestIds.New(), Parent = program, Terms = terms })).RuleSet.Name;
            await first.Programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
            await second.Programs.ApproveRuleSetAsync(
                new() { RequestId = RequestIds.New(), Name = name, Reason = "meant" });
        }
        await first.Programs.PublishRuleSetAsync(
            new() { RequestId = RequestIds.New(), Name = program + "/ruleSets/1" });
        return program;
    }

    /// <summary>A programme with a member's order and a correction of it that waits for a decision.</summary>
    public static async Task<Correction> ProposedAsync(
        string brand, string id, FederationClient first, FederationClient second, string member)
    {
        var program = await WrongAsync(brand, id, first, second, Terms(brand, 1000), Terms(brand, 500));
        await PlaceAsync(first, program, member, "1", (1, 10_000));
        return (await ProposeAsync(first, await ProposalAsync(first, program))).Correction;
    }

    /// <summary>Places an order of lines of so many pieces at so much.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> PlaceAsync(
        FederationClient till, string program, string member, string id, params (int Quantity, long Price)[] lines)
    {
        var order = ProgramsMade.Order(ResourceNames.FirstId(program), await NowAsync(till));
        (order.Member, order.EventId) = (member, id);
        order.Lines.Clear();
        order.Lines.AddRange(lines.Select((l, i) => new OrderLine
        {
            Number = i + 1,
            Sku = "tea",
            Quantity = l.Quantity,
            ListMinorUnits = l.Price,
        }));
        return (await till.Checkout.PlaceOrderAsync(
            new() { Program = program, Order = order, State = OrderState.Shipped })).OrderName;
    }

    /// <summary>A proposal for the day from now on: a sandbox's clock stands.</summary>
    public static async Task<ProposeCorrectionRequest> ProposalAsync(FederationClient client, string program)
    {
        var (now, day) = (await NowAsync(client), Duration.FromTimeSpan(TimeSpan.FromDays(1)));
        return new ProposeCorrectionRequest
        {
            RequestId = RequestIds.New(),
            RuleSet = program + "/ruleSets/2",
            FromTime = now,
            ToTime = now + day,
            ReasonCode = "wrong-rate",
            Reason = "The rate was typed wrong.",
        };
    }

    /// <summary>The last message of a proposal.</summary>
    public static async Task<ProposeCorrectionResponse> ProposeAsync(
        FederationClient client, ProposeCorrectionRequest request)
    {
        using var call = client.Corrections.ProposeCorrection(request);
        ProposeCorrectionResponse? last = null;
        await foreach (var message in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            last = message;
        return last!;
    }

    public static async Task<Correction> ApproveAsync(FederationClient client, Correction correction) =>
        (await client.Corrections.ApproveCorrectionAsync(new()
        {
            RequestId = RequestIds.New(),
            Name = correction.Name,
            Digest = correction.Digest,
        })).Correction;

    /// <summary>The correction once all of its lines are done.</summary>
    public static async Task<Correction> DoneAsync(FederationClient client, string name)
    {
        while (true)
        {
            var found = (await client.Corrections.GetCorrectionAsync(new() { Name = name })).Correction;
            if (found.State == CorrectionState.Done)
                return found;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<IReadOnlyList<CorrectionLine>> LinesAsync(FederationClient client, string name) =>
        (await client.Corrections.ListCorrectionLinesAsync(new() { Name = name, PageSize = 1000 })).Lines;

    private static async Task<Timestamp> NowAsync(FederationClient client) =>
        (await client.Clock.GetClockAsync(new())).Clock.Now;
}
