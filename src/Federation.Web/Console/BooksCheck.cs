using Federation.Design;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Federation.Web;

/// <summary>The check of the books, shown while it goes on.</summary>
internal static class BooksCheck
{
    public const string Path = "/console/books/check";

    /// <summary>A check of very large books.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static void MapBooksCheck(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, CheckAsync).WithMetadata(new SignedInAttribute(SessionKind.Alliance));
        // Where a link for another language, or the sign-in, leads back to.
        app.MapGet(Path, () => Results.LocalRedirect(BooksPage.Path))
            .WithMetadata(new SignedInAttribute(SessionKind.Alliance));
    }

    private static async Task CheckAsync(
        HttpContext context, IAntiforgery antiforgery, Alliance alliance, TimeProvider time)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var look = Looks.Of(context);
        var (texts, figures) = (WebTexts.In(look.Language), look.Figures);
        await GrowingPage.AnswerAsync(context, texts.CheckHeading, BooksPage.Path, async page =>
        {
            using var call = alliance.Client.Ledger.StreamCheckBooks(
                new StreamCheckBooksRequest(), deadline: time.GetUtcNow().UtcDateTime + Longest,
                cancellationToken: context.RequestAborted);
            await foreach (var answer in call.ResponseStream.ReadAllAsync(context.RequestAborted))
            {
                if (answer.Step is { } step)
                    await page.SayAsync(texts.CheckStep(
                        step.Discrepancies, figures.Count(step.Number), figures.Count(step.Count), step.Name,
                        figures.Count(step.Discrepancies)));
                else if (answer.Result is { } result)
                    await page.ShowAsync<BooksResult>(new() { [nameof(BooksResult.Of)] = result });
            }
        });
    }
}
