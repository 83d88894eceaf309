namespace Federation.Tests;

public sealed class CsvCellsTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("receipt 7", "receipt 7")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2", "'-2")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData(" @x", "' @x")]
    [InlineData("'=1", "''=1")]
    [InlineData("it's", "it's")]
    [InlineData("x;=1", "\"x;'=1\"")]
    public void Text_IsWrittenSo(string? text, string cell) => Assert.Equal(cell, CsvCells.Text(text));

    /// <summary>Every text of six characters or fewer that are of any meaning here.</summary>
    [Fact]
    public void Text_Any_BeginsNoFormulaAndIsReadBack()
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in Texts("a='; \t\"", 6))
        {
            var cell = CsvCells.Text(text);
            Assert.True(written.TryAdd(cell, text),
                $"'{text}' and '{written.GetValueOrDefault(cell)}' are written alike");
            var bare = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
            Assert.Equal(text, CsvCells.Read(bare));
            Assert.DoesNotContain(bare.Split(';', '\t'), part => part.TrimStart().StartsWith('='));
        }
    }

    private static List<string> Texts(string alphabet, int longest)
    {
        var all = new List<string> { "" };
        for (var from = 0; all[from].Length < longest; from++)
            all.AddRange(alphabet.Select(c => all[from] + c));
        return all;
    }
}
