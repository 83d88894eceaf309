namespace Federation.Tests;

public sealed class RuleSetIdTests
{
    [Fact]
    public void Parse_AName_GivesItsPartsAndTheNameBack()
    {
        var ruleSet = RuleSetId.Parse("partners/aster/programs/main/ruleSets/12");

        Assert.Equal(new RuleSetId(new ProgramId("aster", "main"), 12), ruleSet);
        Assert.Equal("partners/aster/programs/main/ruleSets/12", ruleSet.ToString());
        Assert.Equal(ProgramId.Parse("partners/aster/programs/main"), ruleSet.Program);
        Assert.Equal("partners/aster/programs/main", ruleSet.Program.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("partners/aster/programs/main")]
    [InlineData("partners/aster/programs/main/ruleSets/")]
    [InlineData("partners/aster/programs/main/ruleSets/-")]
    [InlineData("partners/aster/programs/main/ruleSets/0")]
    [InlineData("partners/aster/programs/main/ruleSets/01")]
    [InlineData("partners/aster/programs/main/ruleSets/+1")]
    [InlineData("partners/aster/programs/main/ruleSets/1000000000000000000")]
    [InlineData("partners/aster/programs/main/ruleSets/1/x")]
    [InlineData("partners/aster/programs/Main/ruleSets/1")]
    [InlineData("partners/aster/ruleSets/1")]
    [InlineData("partners/aster/programs/main/ruleSets/1/ruleSets/1")]
    public void Parse_OtherNames_AreRefused(string? name)
    {
        Assert.False(RuleSetId.TryParse(name, out var id));
        Assert.Equal(default, id);
        Assert.Throws<ArgumentException>(() => RuleSetId.Parse(name!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("aster/main")]
    [InlineData("partners/aster/programs/")]
    [InlineData("partners/aster/programs/m")]
    [InlineData("partners/aster/programs/main/")]
    [InlineData("partners/aster/merchants/main")]
    public void Parse_OtherNamesOfProgrammes_AreRefused(string? name)
    {
        Assert.False(ProgramId.TryParse(name, out var id));
        Assert.Equal(default, id);
        Assert.Throws<ArgumentException>(() => ProgramId.Parse(name!));
    }
}
