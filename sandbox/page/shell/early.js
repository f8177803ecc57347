// The chosen theme, before the first paint. No module, so that nothing is painted in the other one.
{
  const chosen = localStorage.getItem("inkling.theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
}
