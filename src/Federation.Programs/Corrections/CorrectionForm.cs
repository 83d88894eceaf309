using Federation.Hosting;

namespace Federation.Programs;

/// <summary>What requests about corrections must look like. Pure.</summary>
internal static class CorrectionForm
{
    /// <summary>Why something is corrected: as journals say it, and in the brand's own words.</summary>
    public static void CorrectionReasons(this Form form, string code, string reason)
    {
        form.Check(
            code.Length is >= 1 and <= 64
                && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            "reason_code", "must be 1 to 64 of a-z, 0-9 and '-'");
        form.Text(reason, "reason", 1, 500);
    }
}
