// Fields that are empty do not stand in the address.

document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) {
    if (value === "" && name !== "q") event.formData.delete(name);
  }
});
