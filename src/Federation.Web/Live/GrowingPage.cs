using System.Text;
using Federation.Design;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Web;

/// <summary>
/// A page of the desk that is sent while its content is reckoned: its head at once, then lines that say how far the
/// work is, of which the style sheet shows the last, then what came of it. It needs no script, and no node keeps
/// anything: the work ends with the request.
/// </summary>
internal sealed class GrowingPage
{
    /// <summary>Where in the shell the content goes.</summary>
    private const string Place = "<div data-grows=\"\"></div>";

    private readonly HttpContext context;
    private readonly HtmlRenderer renderer;
    private readonly Look look;
    private string rest = "";
    private bool saysProgress;

    private GrowingPage(HttpContext context, HtmlRenderer renderer, Look look) =>
        (this.context, this.renderer, this.look) = (context, renderer, look);

    /// <summary>Answers a request with a page: its head, what <paramref name="work"/> writes, and what stood in the way
    /// of it.</summary>
    /// <param name="context">The request, of somebody who works for a brand or the alliance.</param>
    /// <param name="title">The page's heading.</param>
    /// <param name="current">The address in the rail that leads to it.</param>
    /// <param name="work">Asks the alliance, tells how far it is, and shows what came of it.</param>
    public static async Task AnswerAsync(
        HttpContext context, string title, string current, Func<GrowingPage, Task> work)
    {
        var services = context.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var page = new GrowingPage(context, renderer, Looks.Of(context));
        var alliance = services.GetRequiredService<Alliance>();
        StaffMember? me = null;
        var now = default(DateTimeOffset);
        try
        {
            var trouble = await alliance.DoAsync(async () =>
            {
                me = await alliance.StaffAsync();
                now = await alliance.NowAsync();
            });
            await page.BeginAsync(title, current, me, now);
            trouble ??= await alliance.DoAsync(() => work(page));
            if (trouble is not null)
                await page.ShowAsync<Troubled>(new()
                {
                    [nameof(Troubled.Trouble)] = trouble,
                    [nameof(Troubled.IsForStaff)] = true,
                });
        }
        catch (SessionEndedException) when (!context.Response.HasStarted)
        {
            context.Response.Redirect(SignInPages.PathTo(context.Request));
            return;
        }
        catch (SessionEndedException)
        {
            await page.ShowAsync<SessionOver>([]);
        }
        await page.EndAsync();
    }

    /// <summary>Says how far the work is, instead of what was said before.</summary>
    public async Task SayAsync(string line)
    {
        await WriteAsync((saysProgress ? "" : "<ol class=\"growing\" role=\"log\">") + "<li>"
            + System.Net.WebUtility.HtmlEncode(line) + "</li>\n");
        saysProgress = true;
    }

    /// <summary>Shows a part of the content.</summary>
    public async Task ShowAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await EndProgressAsync();
        await WriteAsync(await RenderAsync<TComponent>(parameters));
    }

    private async Task BeginAsync(string title, string current, StaffMember? me, DateTimeOffset now)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var html = await RenderAsync<DeskShell>(new()
        {
            [nameof(DeskShell.Title)] = title,
            [nameof(DeskShell.Current)] = current,
            [nameof(DeskShell.Me)] = me,
            [nameof(DeskShell.Now)] = now,
            [nameof(DeskShell.ChildContent)] = (RenderFragment)(builder =>
            {
                builder.OpenElement(0, "div");
                builder.AddAttribute(1, "data-grows", "");
                builder.CloseElement();
            }),
        });
        var place = html.IndexOf(Place, StringComparison.Ordinal);
        rest = html[(place + Place.Length)..];
        await WriteAsync(html[..place] + "<div class=\"stack\">\n");
        await SayAsync(Texts.In(look.Language).StillReckoning);
    }

    private async Task EndAsync()
    {
        await EndProgressAsync();
        await WriteAsync("</div>" + rest);
    }

    private async Task EndProgressAsync()
    {
        if (saysProgress)
            await WriteAsync("</ol>\n");
        saysProgress = false;
    }

    private Task<string> RenderAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var root = await renderer.RenderComponentAsync<Surrounded<TComponent>>(ParameterView.FromDictionary(
            new Dictionary<string, object?>
            {
                [nameof(Surrounded<TComponent>.Look)] = look,
                [nameof(Surrounded<TComponent>.Context)] = context,
                [nameof(Surrounded<TComponent>.Parameters)] = parameters,
            }));
        return root.ToHtmlString();
    });

    private async Task WriteAsync(string html)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
