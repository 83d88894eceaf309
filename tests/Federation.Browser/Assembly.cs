[assembly: AssemblyFixture(typeof(Federation.Browser.Pages))]
