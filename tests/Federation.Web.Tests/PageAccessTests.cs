using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Federation.Web.Tests;

/// <summary>Each page, looked at by everybody: taken from the pages themselves, so that a new one is in it.</summary>
public sealed partial class PageAccessTests
{
    private static readonly (string Path, IReadOnlyList<SessionKind>? For)[] Pages =
        [.. typeof(WebModule).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (
                Path: Parameter().Replace(route.Template, FakeAlliance.Id),
                For: page.GetCustomAttribute<SignedInAttribute>()?.Kinds)))
            .OrderBy(page => page.Path, StringComparer.Ordinal)];

    [Fact]
    public async Task EveryPage_IsForThoseItSays_AndForNobodyElse()
    {
        Assert.Contains(Pages, p => p.Path == "/pay");
        await using var all = await Surroundings.StartAsync();
        using var nobody = all.Visit();
        using var member = await all.SignedInAsync();
        all.Authority.Role = "partner-admin";
        using var brand = await all.SignedInAsync();
        all.Authority.Role = "alliance-admin";
        using var alliance = await all.SignedInAsync();
        (Visit Visit, SessionKind Kind)[] people =
            [(member, SessionKind.Member), (brand, SessionKind.Brand), (alliance, SessionKind.Alliance)];
        var faults = new List<string>();
        foreach (var (path, kinds) in Pages)
        {
            await LookAsync(nobody, "nobody", path, kinds is null ? Shows : LeadsToTheSignIn);
            foreach (var (visit, kind) in people)
                await LookAsync(visit, kind.ToString(), path, kinds is null || kinds.Contains(kind) ? Shows
                    : path == "/" ? LeadsHome : IsNotThere);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task LookAsync(Visit visit, string who, string path, Func<HttpResponseMessage, string, bool> asked)
        {
            using var answer = await visit.GetAsync(path);
            if (!asked(answer, path))
                faults.Add($"{path} answered {answer.StatusCode} to {who}");
        }
    }

    /// <summary>A page may say that there is nothing of that name, to those whom it is for.</summary>
    private static bool Shows(HttpResponseMessage answer, string path) =>
        answer.StatusCode is HttpStatusCode.OK || (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
            && path.Contains(FakeAlliance.Id, StringComparison.Ordinal));

    private static bool IsNotThere(HttpResponseMessage answer, string path) =>
        answer.StatusCode is HttpStatusCode.NotFound;

    /// <summary>A browser begins at the wallet's first page, whoever signs in.</summary>
    private static bool LeadsHome(HttpResponseMessage answer, string path) =>
        answer.StatusCode is HttpStatusCode.Found
            && answer.Headers.Location?.ToString() is "/portal" or "/console";

    private static bool LeadsToTheSignIn(HttpResponseMessage answer, string path) =>
        answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location!.ToString()
            .EndsWith($"/signin?return={Uri.EscapeDataString(path)}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
