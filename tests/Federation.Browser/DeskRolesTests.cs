using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Each role looks at each page of its surface, and sends each form that only another role is shown, over the
/// real modules.</summary>
[Collection(nameof(SampleAlliance))]
public sealed partial class DeskRolesTests(SampleAlliance alliance)
{
    private const string Token = "__RequestVerificationToken";
    private const string Handler = "_handler";

    [Fact]
    public async Task EveryRoleOfABrand_OnEveryPage_DoesWhatItMayAndNothingElse()
    {
        var member = await alliance.MemberAtAsync("aster");
        var journal = await FirstAsync("/v1/coins/aster/journals?page_size=1", "journals");
        var credential = await FirstAsync("/v1/partners/aster/credentials?page_size=1", "credentials");
        await AssertAsync(
            "aster", "aster-admin", ["ADMIN", "OPERATOR", "DESK", "FINANCE", "ANALYST"],
            [
                "/portal", "/portal/start", "/portal/coins", "/portal/coins/aster", "/portal/rates", "/portal/shops",
                "/portal/shops/store", "/portal/credentials", "/portal/credentials/" + credential.Split('/')[^1],
                $"/portal/credentials/{credential.Split('/')[^1]}/revoke", "/portal/members", "/portal/" + member,
                $"/portal/{member}/goodwill/aster", "/portal/desk", "/portal/goodwill", "/portal/journals",
                "/portal/" + journal, $"/portal/{journal}/refund", "/portal/requests", "/portal/rules",
                "/portal/rules/main", "/portal/rules/main/1", "/portal/rules/main/templates",
                "/portal/rules/main/compare", "/portal/rules/main/1/simulate", "/portal/rules/main/1/try",
                "/portal/rewards", "/portal/new-reward", "/portal/redemptions", "/portal/draws",
                "/portal/new-draw", "/portal/surveys", "/portal/surveys/main?survey=spring", "/portal/cases",
                "/portal/messages", "/portal/message-templates",
                "/portal/message-templates/Digest/en", "/people", "/account",
            ]);
    }

    [Fact]
    public Task EveryRoleOfTheAlliance_OnEveryPage_DoesWhatItMayAndNothingElse() => AssertAsync(
        "alliance", null, ["ADMIN", "APPROVER", "AUDITOR"],
        [
            "/console", "/console/brands", "/console/brands/aster", "/console/boards", "/console/boards/1",
            "/console/boards/1/publish", "/console/boards/1/pair?from=aster&to=cedar", "/console/boards/1/worst",
            "/console/books", "/console/clock", "/console/health", "/people", "/account",
        ]);

    private async Task AssertAsync(string owner, string? inviter, string[] roles, string[] paths)
    {
        var people = new List<(string Role, IBrowserContext Browser, Dictionary<string, List<Form>> Forms)>();
        var faults = new List<string>();
        foreach (var role in roles)
        {
            var browser = await alliance.BrowserAsync(new Reader());
            var person = "r" + Guid.NewGuid().ToString("N")[..10];
            await StaffDoor.EnterAsync(alliance, browser, owner, person, $"USER_ROLE_{role}", inviter);
            var forms = new Dictionary<string, List<Form>>(StringComparer.Ordinal);
            foreach (var path in paths)
            {
                var answer = await browser.APIRequest.GetAsync(alliance.Wallet + path, new() { MaxRedirects = 0 });
                if (answer.Status is not (200 or 403 or 404))
                    faults.Add($"{role} looked at {path}: {answer.Status}");
                forms[path] = FormsOf(await answer.TextAsync());
            }
            people.Add((role, browser, forms));
        }
        var tried = 0;
        foreach (var (role, browser, own) in people)
            foreach (var path in paths)
                foreach (var form in people.SelectMany(p => p.Forms[path]).DistinctBy(f => f.Name)
                    .Where(f => own[path].TrueForAll(mine => mine.Name != f.Name)))
                {
                    tried++;
                    var answer = await SendAsync(browser, path, form, own);
                    if (answer is < 400 or >= 500)
                        faults.Add($"{role} sent {form.Name} of {path}: {answer}");
                }
        foreach (var (_, browser, _) in people)
            await browser.CloseAsync();
        Faults.AssertNone(faults);
        Assert.True(tried > 10, $"Only {tried} forms are not for everybody.");
    }

    /// <summary>Sends somebody else's form with one's own proof that it comes from these pages, where one has a form
    /// at all.</summary>
    private async Task<int> SendAsync(
        IBrowserContext browser, string path, Form form, Dictionary<string, List<Form>> own)
    {
        var fields = browser.APIRequest.CreateFormData();
        var proof = own.Values.SelectMany(f => f).FirstOrDefault() ?? form;
        foreach (var (name, value) in form.Fields)
            fields.Set(name, name == Token ? proof.Fields[Token] : value);
        var answer = await browser.APIRequest.PostAsync(alliance.Wallet + path, new()
        {
            Form = fields,
            MaxRedirects = 0,
            Headers = new Dictionary<string, string>
            {
                ["Origin"] = alliance.Wallet,
                ["Sec-Fetch-Site"] = "same-origin",
            },
        });
        return answer.Status;
    }

    private async Task<string> FirstAsync(string path, string list) =>
        (await alliance.Api.GetAsync("aster-admin", path))[list]![0]!["name"]!.GetValue<string>();

    /// <summary>The forms of a page that are posted to a part of it.</summary>
    private static List<Form> FormsOf(string html) =>
        [.. FormTag().Matches(html).Select(form => new Form(
                Field().Matches(form.Value).Select(f => (
                    Name: NameOf().Match(f.Value).Groups[1].Value,
                    Value: WebUtility.HtmlDecode(ValueOf().Match(f.Value).Groups[1].Value)))
                    .Where(f => f.Name.Length > 0).DistinctBy(f => f.Name)
                    .ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal)))
            .Where(form => form.Fields.ContainsKey(Handler) && form.Fields.ContainsKey(Token))];

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<(input|textarea|select|button)[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex NameOf();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex ValueOf();

    /// <summary>A form with the fields that it would send.</summary>
    private sealed record Form(Dictionary<string, string> Fields)
    {
        public string Name => Fields[Handler];
    }
}
