using Federation.Design;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>A simulation, as a page that grows while it runs: its head at once, then how many orders were evaluated,
/// then the report. It ends with the request.</summary>
internal static class SimulationAnswer
{
    private const int MaxDays = 400;

    public static void MapSimulations(this IEndpointRouteBuilder app) => app
        .MapGet(ProgramPaths.Root + "/{program}/{number}/simulation", AnswerAsync)
        .WithMetadata(new SignedInAttribute(SessionKind.Brand));

    private static Task AnswerAsync(HttpContext context, string program, string number, string? from, string? to)
    {
        var look = Looks.Of(context);
        return GrowingPage.AnswerAsync(
            context, WebTexts.In(look.Language).SimulatePage(number), ProgramPaths.Root,
            page => RunAsync(page, context, (program, number), (from ?? "", to ?? ""), look));
    }

    private static async Task RunAsync(
        GrowingPage page, HttpContext context, (string Program, string Number) of, (string From, string To) asked,
        Look look)
    {
        var texts = WebTexts.In(look.Language);
        var back = ProgramPaths.Of(of.Program, of.Number) + "/simulate";
        if (!DayText.TryRead(asked.From, out var from) || !DayText.TryRead(asked.To, out var to)
            || to <= from || to.DayNumber - from.DayNumber > MaxDays)
        {
            await page.ShowAsync<SimulationBack>(new()
            {
                [nameof(SimulationBack.Href)] = back,
                [nameof(SimulationBack.Problem)] = texts.PeriodWrong,
            });
            return;
        }
        var alliance = context.RequestServices.GetRequiredService<Alliance>();
        var brand = (await alliance.StaffAsync()).Principal;
        var name = $"{brand}/programs/{of.Program}/ruleSets/{of.Number}";
        var terms = (await alliance.Client.Programs.GetRuleSetAsync(
            new GetRuleSetRequest { Name = name }, cancellationToken: alliance.Cancel)).RuleSet.Terms;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(terms.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        using var call = alliance.Client.Programs.SimulateRuleSet(
            new SimulateRuleSetRequest
            {
                Name = name,
                FromTime = Timestamp.FromDateTimeOffset(DayText.Begin(from, zone)),
                ToTime = Timestamp.FromDateTimeOffset(DayText.Begin(to, zone)),
            }, cancellationToken: alliance.Cancel);
        await foreach (var answer in call.ResponseStream.ReadAllAsync(alliance.Cancel))
            if (answer.Step is { } step)
                await page.SayAsync(step.Total == 0
                    ? texts.SimulatedCounting
                    : texts.SimulatedSoFar(look.Figures.Count(step.Done), look.Figures.Count(step.Total)));
            else if (answer.Report is { } report)
                await page.ShowAsync<SimulationSheet>(new()
                {
                    [nameof(SimulationSheet.Of)] = report,
                    [nameof(SimulationSheet.Terms)] = terms,
                    [nameof(SimulationSheet.Coins)] = await alliance.CoinsAsync(),
                    [nameof(SimulationSheet.From)] = from,
                    [nameof(SimulationSheet.To)] = to.AddDays(-1),
                    [nameof(SimulationSheet.Back)] = back,
                });
    }
}
