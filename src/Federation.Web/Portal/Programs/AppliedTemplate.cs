using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Web;

/// <summary>A draft that was made from a template, and what is set up besides: as its page's forms carry it, since the
/// alliance keeps no list of what was proposed.</summary>
/// <param name="Answer">The answer of ApplyTemplate.</param>
/// <param name="Done">The places of the steps that were done.</param>
public sealed record AppliedTemplate(ApplyTemplateResponse Answer, IReadOnlyList<int> Done)
{
    public const string AnswerField = "answer";
    public const string DoneField = "done";
    private const string Form = "step-";

    internal IReadOnlyList<SetupStep> Steps { get; } = [.. Answer.Setup.Select(SetupStep.Of)];

    public string AnswerText => Convert.ToBase64String(Answer.ToByteArray());

    public string DoneText => string.Join(',', Done);

    public static string FormOf(int step) => Form + RuleFields.TextOf(step);

    /// <summary>What a step's form sent; null where none was sent, or what no page of ours sends.</summary>
    internal static AppliedTemplate? Of(PostedForm form)
    {
        if (form.Handler?.StartsWith(Form, StringComparison.Ordinal) != true)
            return null;
        try
        {
            var answer = ApplyTemplateResponse.Parser.ParseFrom(Convert.FromBase64String(form[AnswerField]));
            return answer.RuleSet is null
                ? null
                : new(answer, [.. form.List(DoneField).Select(d => int.TryParse(d, out var done) ? done : -1)]);
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The same, with one more step done.</summary>
    public AppliedTemplate With(int step) => this with { Done = [.. Done, step] };
}
