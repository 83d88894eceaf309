using System.Globalization;

namespace Federation.Web;

/// <summary>What the forms of a draft have in common: the revision that the person saw.</summary>
internal static class DraftForm
{
    /// <summary>The hidden field.</summary>
    public const string RevisionField = "revision";

    /// <summary>The hidden field with the text as the person began with it.</summary>
    public const string BaseField = "base";

    /// <summary>The revision that a form is based on; one that there is not where it names none.</summary>
    public static long RevisionOf(PostedForm form) =>
        long.TryParse(form[RevisionField], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision : long.MaxValue;
}
