using Federation.Messages.V1;

namespace Federation.Messages.Tests;

/// <summary>Templates: checked before they are good, bounded and without markup afterwards.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{ units }} of {{ brand }}", "")]
    [InlineData("{% if what == 'earn' and units != '' %}+{% elsif what == 'spend' %}-{% else %}?{% endif %}", "")]
    [InlineData("{% unless expires == '' %}until {{ expires | upcase }}{% endunless %}", "")]
    [InlineData("{{ member }}", "unknown field 'member'")]
    [InlineData("{{ brand.name }}", "unknown field 'brand.name'")]
    [InlineData("{{ brand['name'] }}", "unknown field")]
    [InlineData("{% if secret %}x{% endif %}", "unknown field 'secret'")]
    [InlineData("{{ units | append: units }}", "filter append")]
    [InlineData("{{ units | default: secret }}", "unknown field 'secret'")]
    [InlineData("{% for i in (1..1000000) %}x{% endfor %}", "no list to loop over")]
    [InlineData("{% for i in units %}x{% endfor %}", "no list to loop over")]
    [InlineData("{% assign x = units %}{{ x }}", "must not use assign")]
    [InlineData("{% capture x %}y{% endcapture %}", "must not use capture")]
    [InlineData("{% include 'other' %}", "must not use include")]
    [InlineData("{% increment x %}", "must not use increment")]
    [InlineData("{% if units %}", "must be a Liquid template")]
    [InlineData("{{ units", "must be a Liquid template")]
    public void Template_OfCoinsChanged_IsChecked(string text, string problem) =>
        Check(MessageKind.CoinsChanged, text, problem);

    [Theory]
    [InlineData("{% for way in ways %}{{ forloop.index }} {{ way.text }}{% endfor %}", "")]
    [InlineData("{% for way in ways limit: 2 %}{{ way.text }}{% endfor %}", "")]
    [InlineData("{{ way.text }}", "unknown field 'way.text'")]
    [InlineData("{% for way in ways %}{% endfor %}{{ way.text }}", "unknown field 'way.text'")]
    [InlineData("{% for way in ways %}{{ way.secret }}{% endfor %}", "unknown field 'way.secret'")]
    [InlineData("{% for way in (1..9) %}x{% endfor %}", "must loop over a list: ways")]
    [InlineData("{% tablerow way in ways %}x{% endtablerow %}", "must not use tablerow")]
    public void Template_OfCoinsExpiring_IsChecked(string text, string problem) =>
        Check(MessageKind.CoinsExpiring, text, problem);

    [Fact]
    public void Template_ThatNestsLoops_EndsOrIsRefused()
    {
        static string Nested(int depth) =>
            string.Concat(Enumerable.Range(0, depth).Select(i => $"{{% for w{i} in ways %}}"))
            + "x" + string.Concat(Enumerable.Repeat("{% endfor %}", depth));
        Assert.Empty(Problems(MessageKind.CoinsExpiring, Nested(2)));
        Assert.Contains(
            "more than 2 loops", Problems(MessageKind.CoinsExpiring, Nested(3))[0], StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("{% if units %}", 9))
            + string.Concat(Enumerable.Repeat("{% endif %}", 9));
        Assert.Contains("nested", Problems(MessageKind.CoinsExpiring, deep)[0], StringComparison.Ordinal);
        // Each a step, 400 times: it ends, but not soon enough.
        var long400 = $"{{% for a in ways %}}{{% for b in ways %}}{string.Concat(Enumerable.Repeat("{{units}}", 300))}"
            + "{% endfor %}{% endfor %}";
        Assert.Contains("too many steps", Problems(MessageKind.CoinsExpiring, long400)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_ThatLookLikeTemplatesOrMarkup_AreText()
    {
        var fields = new MessageFields(new Dictionary<string, string>
        {
            ["brand"] = "Aster",
            ["title"] = "Now\r\nBcc: all@example.org",
            ["text"] = "{{ brand }} <script>alert(1)</script>",
        });
        var written = DefaultTemplates.ParsedOf(MessageKind.Announcement, "en").Write(fields);
        Assert.Equal("Now  Bcc: all@example.org", written.Subject);
        Assert.Equal("{{ brand }} <script>alert(1)</script>", written.Text);
    }

    [Fact]
    public void Defaults_AreGoodAndWriteEachField()
    {
        foreach (var kind in TemplateFields.Kinds)
            foreach (var language in Languages.All)
            {
                var template = DefaultTemplates.Of(kind, language);
                Assert.Empty(TemplateCheck.Problems(
                    ParsedTemplate.Parse(template.Subject, template.Text), TemplateFields.Of(kind)));
                Assert.InRange(template.Text.Length, 1, TextLimits.MaxText);
            }
    }

    [Theory]
    [InlineData("earn", "You earned 20 ASTER at Aster.")]
    [InlineData("expire", "20 ASTER have expired.")]
    [InlineData("something", "Your balance changed by +20 ASTER.")]
    public void CoinsChanged_SaysWhatHappened(string what, string expected) => Assert.Equal(
        expected + " Your balance is 120 ASTER. These coins are good until 2027-03-31.",
        DefaultTemplates.ParsedOf(MessageKind.CoinsChanged, "en").Write(new MessageFields(
            new Dictionary<string, string>
            {
                ["brand"] = "Aster",
                ["coin"] = "ASTER",
                ["units"] = "20",
                ["change"] = "+20",
                ["what"] = what,
                ["balance"] = "120",
                ["expires"] = "2027-03-31",
            })).Text);

    private static void Check(MessageKind kind, string text, string problem)
    {
        var problems = Problems(kind, text);
        if (problem.Length == 0)
            Assert.Empty(problems);
        else
            Assert.Contains(problems, p => p.Contains(problem, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Problems(MessageKind kind, string text) =>
        [
            .. TemplateCheck.Problems(ParsedTemplate.Parse("Subject", text), TemplateFields.Of(kind))
                .Select(p => p.Problem),
        ];
}
