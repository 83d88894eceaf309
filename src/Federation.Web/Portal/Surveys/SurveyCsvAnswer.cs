using Federation.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>A survey's report as a file.</summary>
internal static class SurveyCsvAnswer
{
    public const string Below = "/report.csv";

    public static void MapSurveyCsv(this IEndpointRouteBuilder app) => app
        .MapGet(SurveyQuery.Path + "/{program}" + Below, AnswerAsync)
        .WithMetadata(new SignedInAttribute(SessionKind.Brand));

    private static async Task AnswerAsync(HttpContext context, string program)
    {
        var query = SurveyQuery.Of(context.Request);
        var alliance = context.RequestServices.GetRequiredService<Alliance>();
        var text = "";
        var trouble = query.IsPeriod
            ? await alliance.DoAsync(async () =>
            {
                var brand = (await alliance.StaffAsync()).Owner;
                var response = await alliance.Client.Events.GetSurveyReportAsync(
                    query.ToRequest($"{brand}/programs/{program}"), cancellationToken: alliance.Cancel);
                text = SurveyCsv.Write(response.Report);
            })
            : null;
        if (trouble is not null || text.Length == 0)
        {
            // The page says what is wrong.
            context.Response.Redirect(query.ToPath(program));
            return;
        }
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"survey.csv\"";
        await context.Response.WriteAsync(text, alliance.Cancel);
    }
}
